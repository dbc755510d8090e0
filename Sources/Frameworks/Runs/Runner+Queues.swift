extension Runner {
  /// Workers of queues and consumers of messages.
  static let queues = [
    Runner(
      name: "Celery", context: .worker,
      places: ["celery/app/trace", "celery/worker", "celery/concurrency"],
      marks: [
        .context("celery-job"), .mechanism("celery"), .operation("queue.task.celery"),
        .tag("celery_task_id"),
      ],
      examples: ["celery/app/trace.py trace_task", "celery.app.trace __protected_call__"],
      nearMisses: ["harbour/celery.py debug", "celery/app/task.py delay"]),
    Runner(
      name: "RQ", context: .worker, places: ["rq/worker", "rq/job"], functions: [],
      position: .outside,
      marks: [.context("rq-job"), .mechanism("rq"), .operation("queue.task.rq")],
      examples: ["rq/worker.py perform_job", "rq.job _execute"],
      nearMisses: ["rq/queue.py enqueue", "harbour/rq.py work"]),
    Runner(
      name: "Dramatiq", context: .worker, places: ["dramatiq/worker"],
      marks: [.context("dramatiq"), .mechanism("dramatiq")],
      examples: ["dramatiq/worker.py process_message", "dramatiq.worker run"],
      nearMisses: ["dramatiq/actor.py send", "harbour/dramatiq_worker.py run"]),
    Runner(
      name: "Huey", context: .worker, places: ["huey/api", "huey/consumer"],
      functions: ["_execute", "execute", "run", "process_task", "loop"],
      marks: [.context("huey-job"), .mechanism("huey"), .operation("queue.task.huey")],
      examples: ["huey/api.py _execute", "huey/consumer.py loop"],
      nearMisses: ["huey/api.py enqueue", "harbour/huey.py run"]),
    Runner(
      name: "a Python worker", context: .worker,
      places: [
        "arq/worker", "django_q/worker", "django_q/cluster", "procrastinate/worker",
        "django_rq/workers", "taskiq/receiver", "faust/streams", "nameko/containers",
        "background_task/models", "pika/adapters", "kombu/mixins", "aiokafka/consumer",
        "confluent_kafka", "google/cloud/pubsub_v1/subscriber", "apache_beam/runners",
        "airflow/models/taskinstance", "prefect/task_engine", "luigi/worker",
      ],
      position: .outside,
      marks: [.mechanism("arq"), .context("arq-job"), .operation("queue.task.arq")],
      examples: ["django_q/worker.py worker", "airflow/models/taskinstance.py run"],
      nearMisses: ["django_q/tasks.py async_task", "kombu/messaging.py publish"]),
    Runner(
      name: "Sidekiq", context: .worker, places: ["sidekiq/processor", "sidekiq/job_retry"],
      marks: [
        .context("sidekiq"), .context("Sidekiq"), .mechanism("sidekiq"),
        .operation("queue.sidekiq"),
      ],
      examples: [
        "sidekiq-7.1.2/lib/sidekiq/processor.rb execute_job", "sidekiq/job_retry.rb local",
      ],
      nearMisses: ["sidekiq/client.rb push", "app/sidekiq/boat_job.rb enqueue"]),
    Runner(
      name: "Active Job", context: .worker, places: ["active_job/execution"],
      functions: ["perform_now", "_perform_job", "execute"],
      marks: [.mechanism("active_job"), .operation("queue.active_job"), .context("active_job")],
      examples: ["active_job/execution.rb perform_now", "active_job/execution.rb _perform_job"],
      nearMisses: ["active_job/enqueuing.rb perform_later", "active_job/execution.rb enqueue"]),
    Runner(
      name: "a Ruby worker", context: .worker,
      places: [
        "resque/job", "resque/worker", "good_job/job_performer", "good_job/scheduler",
        "delayed/worker", "delayed/backend/base", "que/worker", "sneakers/worker",
        "shoryuken/processor", "solid_queue/processes", "solid_queue/claimed_execution", "karafka",
        "sucker_punch/job", "queue_classic/worker", "faktory/processor", "racecar/runner",
      ], position: .outside,
      marks: [.mechanism("resque"), .mechanism("delayed_job"), .operation("queue.resque")],
      examples: ["resque/job.rb perform", "good_job/job_performer.rb next"],
      nearMisses: ["resque/queue.rb push", "delayed/message_sending.rb delay"]),
    Runner(
      name: "a PHP worker", context: .worker,
      places: [
        "Illuminate/Queue/Worker", "Illuminate/Queue/CallQueuedHandler",
        "Symfony/Component/Messenger/Worker", "symfony/messenger/Worker", "Enqueue/Consumption",
        "yii/queue/Queue", "yiisoft/yii2-queue", "Bernard/Consumer", "Spiral/Jobs/Consumer",
        "ActionScheduler_Abstract_QueueRunner", "PhpAmqpLib/Channel", "resque/lib/Resque/Job",
      ], position: .outside,
      marks: [.mechanism("laravel.queue"), .operation("queue.process")],
      examples: [
        #"Illuminate\Queue\Worker process"#, "vendor/symfony/messenger/Worker.php handleMessage",
      ],
      nearMisses: [#"Illuminate\Queue\Queue push"#, #"App\Queue\Worker run"#]),
    Runner(
      name: "a Node worker", context: .worker,
      places: [
        "bull/lib/queue", "bullmq/dist", "agenda/dist/job", "agenda/lib/job",
        "bee-queue/lib", "kue/lib/queue/worker", "graphile-worker/dist", "pg-boss/src/worker",
        "pg-boss/src/manager", "kafkajs/src/consumer", "amqplib/lib/channel", "sqs-consumer",
        "moleculer/src/service", "@nestjs/bullmq", "inngest/components/execution",
      ],
      functions: [
        "processJob", "processJobs", "callProcessJob", "run", "runJob", "perform", "process",
        "doWork", "onFetch", "dispatchMessage", "handleDelivery", "handleMessage",
        "executeHandler", "processEachMessage", "processEachBatch", "_runJob", "emit", "handle",
      ], position: .outside,
      marks: [.mechanism("bullmq"), .context("bullmq"), .context("bull")],
      examples: [
        "node_modules/bullmq/dist/cjs/classes/worker.js Worker.processJob",
        "node_modules/kafkajs/src/consumer/runner.js Runner.processEachMessage",
      ],
      nearMisses: [
        "node_modules/bullmq/dist/cjs/classes/queue.js Queue.add",
        "src/bull/lib/queue/boats.js addBoat",
      ]),
    Runner(
      name: "a JVM listener", context: .worker,
      places: [
        "org/springframework/kafka/listener", "org/springframework/amqp/rabbit/listener",
        "org/springframework/jms/listener", "org/springframework/batch/core",
        "org/springframework/cloud/stream/function", "io/awspring/cloud/sqs/listener",
        "org/springframework/integration/handler", "org/apache/camel/processor",
        "org/jobrunr/server", "org/apache/kafka/streams/processor", "com/rabbitmq/client/impl",
        "io/smallrye/reactive/messaging", "org/apache/flink/streaming", "akka/kafka",
        "org/apache/activemq/ActiveMQMessageConsumer", "org/axonframework/eventhandling",
      ], position: .outside, marks: [.operation("queue.process")],
      examples: [
        "org.springframework.kafka.listener.KafkaMessageListenerContainer invokeRecordListener",
        "org.springframework.batch.core.step.tasklet.TaskletStep doInTransaction",
      ],
      nearMisses: [
        "org.springframework.kafka.core.KafkaTemplate send",
        "org.springframework.amqp.rabbit.core.RabbitTemplate convertAndSend",
      ]),
    Runner(
      name: "a .NET worker", context: .worker,
      places: [
        "Hangfire/Server", "MassTransit/Middleware", "MassTransit/Consumer", "NServiceBus",
        "Rebus/Pipeline", "Confluent/Kafka/Consumer", "Azure/Messaging/ServiceBus",
        "Microsoft/Azure/WebJobs/Host", "Wolverine/Runtime", "RabbitMQ/Client/Events",
      ], position: .outside,
      examples: [
        "Hangfire.Server.CoreBackgroundJobPerformer InvokeMethod",
        "NServiceBus.InvokeHandlerTerminator Terminate",
      ],
      nearMisses: ["Hangfire.BackgroundJob Enqueue", "MassTransit.PublishEndpoint Publish"]),
    Runner(
      name: "a BEAM worker", context: .worker,
      places: [
        "Oban/Queue/Executor", "oban/queue/executor", "Broadway/Topology/ProcessorStage",
        "Exq/Worker", "Elixir/Oban/Queue/Executor", "Verk/Worker", "GenStage/Consumer",
      ], marks: [.context("oban"), .context("Oban Job"), .tag("oban_worker")],
      examples: ["Oban.Queue.Executor perform/1", "lib/oban/queue/executor.ex safe_call/1"],
      nearMisses: ["Oban insert/2", "Harbour.Oban perform/1"]),
    Runner(
      name: "a Go worker", context: .worker,
      places: [
        "hibiken/asynq", "gocraft/work", "RichardKnox/machinery", "RichardKnop/machinery",
        "riverqueue/river", "Shopify/sarama", "IBM/sarama", "ThreeDotsLabs/watermill",
        "segmentio/kafka-go", "nats-io/nats", "temporal/io/sdk/internal", "nsqio/go-nsq",
      ],
      functions: [
        "exec", "perform", "processTask", "ProcessTask", "Process", "ConsumeClaim", "work", "Work",
        "handleMessage", "func1", "execute", "Execute", "HandleMessage", "consumeClaim",
        "ServeMessage",
      ], position: .outside,
      examples: [
        "github.com/hibiken/asynq.(*processor).perform perform",
        "github.com/riverqueue/river.(*jobExecutor) execute",
      ],
      nearMisses: [
        "github.com/hibiken/asynq.(*Client) Enqueue", "harbour/asynq/client.go exec",
      ]),
    Runner(
      name: "a Swift worker", context: .worker, places: ["Queues"],
      functions: ["runOneJob", "_runOneJob", "runJob"], position: .outside,
      marks: [.context("triage-task")],
      examples: ["Queues QueueWorker.runOneJob()", "context triage-task"],
      nearMisses: ["Queues Queue.dispatch", "HarbourQueues runJob"]),
    Runner(
      name: "a queue", context: .worker,
      marks: [
        .context("aws.lambda.sqs"), .operation("queue.process"), .operation("queue.task"),
        .operation("queue.receive"),
      ], examples: ["operation queue.process", "operation queue.task.other"],
      nearMisses: ["operation queue.publish", "context job"]),
  ]

  /// What a clock starts.
  static let schedules = [
    Runner(
      name: "a scheduler", context: .schedule,
      places: [
        "apscheduler/executors", "apscheduler/schedulers", "schedule/__init__",
        "celery/beat", "rufus/scheduler", "clockwork/manager", "sidekiq/cron",
        "sidekiq/scheduler", "Illuminate/Console/Scheduling",
        "Symfony/Component/Scheduler", "node-cron", "node-schedule/lib", "toad-scheduler",
        "@nestjs/schedule", "org/quartz/core", "Quartz/Core", "NCrontab", "Coravel/Scheduling",
        "org/springframework/scheduling/support", "org/springframework/scheduling/concurrent",
        "net/javacrumbs/shedlock", "robfig/cron", "go-co-op/gocron", "Quantum/Executor",
        "Oban/Plugins/Cron", "clokwerk", "tokio_cron_scheduler", "wp-cron", "FluentScheduler",
      ], position: .outside,
      marks: [.context("monitor"), .tag("monitor.slug"), .operation("cron"), .pathPart("cron")],
      examples: [
        "org.quartz.core.JobRunShell run", "github.com/robfig/cron/v3.(*Cron) runJob",
        "org.springframework.scheduling.support.ScheduledMethodRunnable run",
      ],
      nearMisses: [
        "org.springframework.scheduling.annotation.EnableScheduling x", "harbour/schedule.py plan",
      ])
  ]

  /// Webhooks and callbacks of other services.
  static let senders = [
    Runner(
      name: "a webhook", context: .webhook,
      marks: [
        .header("x-github-delivery"), .header("stripe-signature"),
        .header("x-shopify-webhook-id"), .header("x-hub-signature"),
        .header("x-hub-signature-256"), .header("svix-id"), .header("webhook-id"),
        .header("x-slack-signature"), .header("paddle-signature"), .header("x-gitlab-event"),
        .header("x-amz-sns-message-type"), .header("aeg-event-type"), .header("ce-id"),
        .header("x-twilio-signature"), .header("paypal-transmission-id"),
        .header("x-square-hmacsha256-signature"), .header("x-wc-webhook-id"),
        .header("x-event-key"), .pathPart("webhook"), .pathPart("webhooks"),
        .pathPart("ipn"), .pathPart("postback"),
      ], examples: ["header stripe-signature", "path webhooks"],
      nearMisses: ["header x-request-id", "path webhook-settings"])
  ]
}
