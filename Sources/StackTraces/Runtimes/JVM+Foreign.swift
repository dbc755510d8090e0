extension ForeignCode {
  /// The JDK, the languages' libraries, servers, drivers and mappers of the JVM, and the classes
  /// that they generate. A package is as certain as a path.
  static let jvm = ForeignCode(
    modules: jvmPlatform.union(jvmDatabase).union(jvmFrameworks).union(jvmApache).union(jvmTools),
    generatedNames: [
      "$$EnhancerBySpringCGLIB$$", "$$SpringCGLIB$$", "$$FastClass", "$$EnhancerByCGLIB$$",
      "EnhancerByGuice", "$$Lambda", "LambdaForm$", "$HibernateProxy", "_$$_jvst", "_$$_javassist",
      "_$$_Weld", "$Proxy$_$$_", "_ClientProxy", "$$superforward", "$MockitoMock$", "ByteBuddy$",
      "$Proxy", "GeneratedMethodAccessor", "GeneratedConstructorAccessor", "$Intercepted",
      "$Definition$", "$$YJP$$",
      // Room's.
      "Dao_Impl", "DAO_Impl", "Database_Impl",
    ],
    trustsModules: true)

  private static let jvmPlatform: Set<String> = [
    "java", "javax", "jakarta", "sun", "jdk", "com.sun", "kotlin", "kotlinx", "scala", "groovy",
    "groovyx", "clojure", "org.codehaus.groovy", "org.graalvm", "android", "androidx",
    "com.android", "dalvik", "libcore", "com.intellij", "org.jetbrains.exposed",
    "org.jetbrains.kotlin", "org.jetbrains.ktor", "io.ktor", "org.w3c", "org.xml",
  ]

  private static let jvmDatabase: Set<String> = [
    "org.hibernate", "net.sf.hibernate", "org.postgresql", "com.mysql", "org.mariadb",
    "com.microsoft.sqlserver", "com.microsoft.azure", "net.sourceforge.jtds", "oracle", "org.h2",
    "org.hsqldb", "com.ibm.db2", "com.ibm.as400", "com.informix", "org.firebirdsql", "com.sap.db",
    "org.sqlite", "org.duckdb", "com.mongodb", "org.neo4j.driver", "com.datastax", "com.zaxxer",
    "com.mchange", "com.alibaba.druid", "com.p6spy", "net.ttddyy", "com.jolbox", "snaq.db",
    "com.vladmihalcea", "org.jooq", "com.querydsl", "org.jdbi", "org.skife.jdbi", "io.ebean",
    "io.ebeaninternal", "com.avaje", "org.mybatis", "com.baomidou", "com.github.pagehelper",
    "tk.mybatis", "com.j256.ormlite", "org.datanucleus", "org.eclipse.persistence",
    "org.apache.ibatis", "com.ibatis", "org.apache.openjpa", "org.apache.cayenne",
    "org.apache.derby", "org.apache.commons.dbcp", "org.apache.commons.dbcp2",
    "org.apache.commons.dbutils", "slick", "doobie", "io.getquill", "scalikejdbc", "anorm",
    "skunk", "io.r2dbc", "com.github.jasync", "org.liquibase", "liquibase", "org.flywaydb",
    "com.speedment", "org.ktorm", "me.liuwj.ktorm", "app.cash.sqldelight",
    "com.squareup.sqldelight",
    "net.sqlcipher", "org.greenrobot", "next.jdbc", "korma", "com.atomikos", "bitronix",
    "com.arjuna", "org.objectweb.jotm", "com.google.cloud.spanner", "software.amazon.jdbc",
  ]

  private static let jvmFrameworks: Set<String> = [
    "org.springframework", "org.springdoc", "io.micronaut", "io.quarkus", "io.vertx",
    "io.smallrye", "org.jboss", "org.wildfly", "io.undertow", "org.xnio", "org.glassfish",
    "fish.payara", "weblogic", "com.ibm.ws", "com.ibm.ejs", "com.caucho", "org.eclipse.jetty",
    "org.mortbay", "org.eclipse.osgi", "org.eclipse.equinox", "org.eclipse.microprofile",
    "org.eclipse.core.runtime", "io.netty", "reactor", "io.reactivex", "rx", "io.projectreactor",
    "akka", "play", "zio", "cats", "fs2", "monix", "com.typesafe", "org.http4s", "scalaz",
    "grails", "org.grails", "ratpack", "spark.http", "io.javalin", "io.dropwizard",
    "com.codahale", "com.vaadin", "org.thymeleaf", "com.netflix", "feign", "graphql", "io.grpc",
    "com.opensymphony", "freemarker", "org.primefaces", "com.liferay.portal.kernel",
    "org.aopalliance", "org.aspectj", "net.sf.cglib", "javassist", "net.bytebuddy", "org.objenesis",
    "com.google.common", "com.google.inject", "com.google.gson", "com.google.protobuf",
    "com.fasterxml", "org.codehaus.jackson", "okhttp3", "retrofit2", "org.ktor", "ring",
    "compojure", "reitit", "org.zkoss", "org.omnifaces", "org.quartz", "net.javacrumbs",
    "com.github.kagkarlsson", "org.jobrunr", "org.axonframework", "dagger", "org.picketlink",
    "org.infinispan", "com.hazelcast", "net.sf.ehcache", "org.ehcache", "org.modelmapper",
    "org.mapstruct", "com.esotericsoftware", "io.opentelemetry", "io.micrometer", "io.opentracing",
  ]

  private static let jvmApache: Set<String> = [
    "org.apache.catalina", "org.apache.coyote", "org.apache.tomcat", "org.apache.jasper",
    "org.apache.juli", "org.apache.el", "org.apache.naming", "org.apache.commons",
    "org.apache.logging", "org.apache.log4j", "org.apache.http", "org.apache.hc",
    "org.apache.cxf", "org.apache.axis", "org.apache.axis2", "org.apache.camel",
    "org.apache.kafka", "org.apache.activemq", "org.apache.struts", "org.apache.struts2",
    "org.apache.wicket", "org.apache.tapestry5", "org.apache.velocity", "org.apache.shiro",
    "org.apache.felix", "org.apache.karaf", "org.apache.aries", "org.apache.servicemix",
    "org.apache.tomee", "org.apache.openejb", "org.apache.geronimo", "org.apache.webbeans",
    "org.apache.myfaces", "org.apache.xbean", "org.apache.shardingsphere", "org.apache.dubbo",
    "org.apache.rocketmq", "org.apache.curator", "org.apache.spark", "org.apache.hadoop",
    "org.apache.beam", "org.apache.maven", "org.apache.tools", "org.apache.sling",
    "org.apache.ignite", "org.apache.pekko", "org.apache.groovy", "org.apache.calcite",
    "org.apache.phoenix", "org.apache.xerces", "org.apache.poi", "org.apache.bval",
    "org.apache.deltaspike", "org.apache.batchee", "org.apache.surefire",
  ]

  private static let jvmTools: Set<String> = [
    "org.junit", "junit", "org.testng", "org.mockito", "org.spockframework", "spock", "io.kotest",
    "org.scalatest", "org.specs2", "munit", "org.gradle", "worker.org.gradle", "sbt", "xsbt",
    "org.assertj", "org.testcontainers", "com.codeborne", "cucumber", "io.cucumber",
    "org.powermock", "io.mockk", "org.slf4j", "ch.qos.logback", "net.logstash", "io.sentry",
    "com.newrelic", "co.elastic.apm", "datadog", "com.dynatrace", "com.appdynamics",
    "org.zeroturnaround", "org.apiguardian", "org.opentest4j", "com.intellij.rt",
  ]
}
