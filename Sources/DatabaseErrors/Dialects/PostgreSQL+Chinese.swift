extension Translation {
  /// PostgreSQL in Chinese; written by `fixtures/record/postgresql_wordings.py`.
  static let chinese = Translation(
    language: "zh_CN",
    """
    duplicate key value violates unique constraint "{constraint}"
      重复键违反唯一约束"{constraint}"
      重复键违反唯一约束 "{constraint}"
    could not create unique index "{constraint}"
      无法创建唯一索引"{constraint}"
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      插入或更新表 "{table}" 违反外键约束 "{constraint}"
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      在 "{parent}" 上的更新或删除操作违反了在 "{table}" 上的外键约束 "{constraint}"
    removing partition "{_}" violates foreign key constraint "{constraint}"
      删除分区"{_}"违反了外键约束"{constraint}"
    null value in column "{column}" of relation "{table}" violates not-null constraint
      关系 "{table}" 的 "{column}" 列中的空值违反了非空约束
      关系"{table}"的"{column}"列中的空值违反了非空约束
      在关系 "{table}" 的字段 "{column}" 中空值违反了非空约束
    null value in column "{column}" violates not-null constraint
      在字段 "{column}" 中空值违反了非空约束
    column "{column}" of table "{table}" contains null values
      表 "{table}" 的字段 "{column}" 包含空值
    column "{column}" contains null values
      字段 "{column}" 包含空值
    domain {domain} does not allow null values
      域 {domain} 不允许空值
    new row for relation "{table}" violates check constraint "{constraint}"
      关系 "{table}" 的新列违反了检查约束 "{constraint}"
      关系 "{table}" 的新行违反了检查约束 "{constraint}"
      关系"{table}"的新行违反了检查约束"{constraint}"
    new row for relation "{table}" violates partition constraint
      关系 "{table}" 的新列违反了分区约束
    value for domain {domain} violates check constraint "{constraint}"
      域 {domain} 的值违反了检查约束 "{constraint}"
    check constraint "{constraint}" is violated by some row
      一些行违反了检查约束 "{constraint}"
    updated partition constraint for default partition "{table}" would be violated by some row
      某些行将违反默认分区"{table}"的更新分区约束
    column "{column}" of table "{table}" contains values that violate the new constraint
      表 "{table}" 的字段 "{column}" 包含的值违反了新约束
    no partition of relation "{table}" found for row
      没有为行找到关系"{table}"的分区
    new row violates check option for view "{table}"
      新行违反了视图"{table}"的检查选项
    conflicting key value violates exclusion constraint "{constraint}"
      互相冲突的键值违反排他约束"{constraint}"
    could not create exclusion constraint "{constraint}"
      无法创建排他约束"{constraint}"
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      没有匹配ON CONFLICT说明的唯一或者排除约束
    current transaction is aborted, commands ignored until end of transaction block
      当前事务被终止, 事务块结束之前的查询被忽略
    could not serialize access due to concurrent update
      由于同步更新而无法串行访问
    could not serialize access due to concurrent delete
      由于同步删除，无法序列化访问
    could not serialize access due to read/write dependencies among transactions
      由于多个事务间的读/写依赖而无法串行访问
    deadlock detected
      检测到死锁
    canceling statement due to lock timeout
      由于锁超时，取消语句操作
    could not obtain lock on row in relation "{table}"
      无法在关系 "{table}"中的记录上获得锁
    could not obtain lock on relation "{table}"
      无法在关系 "{table}" 上获得锁
    value too long for type {type}
      对于可变字符类型来说，值太长了({number})
      对于字符类型来说这个值太长了({number})
    integer out of range
      整数超出范围
    bigint out of range
      bigint 超出范围
    smallint out of range
      smallint 超出范围
    value "{value}" is out of range for type {type}
      值 "{value}" 超出类型 {type} 的范围
    numeric field overflow
      数字字段溢出
    date/time field value out of range: "{value}"
      日期/时间值超出范围: "{value}"
    invalid input value for enum {domain}: "{value}"
      对于枚举{domain}的输入值无效: "{value}"
    invalid input syntax for type {type}: "{value}"
      无效的类型 {type} 输入语法: "{value}"
    invalid input syntax for type {type}
      类型{type}的输入语法无效
    at character {number}
      第 {number} 个字符处
    Key ({columns})=({values}) already exists.
      键值"({columns})=({values})" 已经存在
      键值({columns})=({values}) 已经存在
    Key ({columns})=({values}) is duplicated.
      键值({columns})=({values})重复了
    Key ({columns})=({values}) is not present in table "{parent}".
      键值对({columns})=({values})没有在表"{parent}"中出现.
    Key is not present in table "{parent}".
      表"{parent}"中没有出现键。
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      键值对({parent columns})=({values})仍然是从表"{table}"引用的.
    Key is still referenced from table "{table}".
      表"{table}"中仍然有对键的引用。
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      键({columns})=({values})与已存在的键({_})=({rest})冲突
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      键({columns})=({values})与另外一个键({_})=({rest})冲突
    Partition key of the failing row contains ({columns}) = ({values}).
      失败行的分区键包含({columns}) = ({values}).
    while updating tuple {_} in relation "{table}"
      当更新关系"{table}"的元组({number}, {number})时
    while deleting tuple {_} in relation "{table}"
      当删除关系"{table}"的元组({number}, {number})时
    while locking tuple {_} in relation "{table}"
      当锁定关系"{table}"的元组({number}, {number})时
    SQL statement "{statement}"
      SQL 语句 "{statement}"
    ERROR
      错误
      錯誤
    FATAL
      致命错误
    PANIC
      比致命错误还过分的错误
    DETAIL:
      详细信息:
      描述:
      详细:
      詳細資訊:
    HINT:
      提示:
    CONTEXT:
      上下文:
      背景:
      在位置:
    STATEMENT:
      语句:
    QUERY:
      查询:
    LOCATION:
      位置:
    SCHEMA NAME:
      方案名:
    TABLE NAME:
      表名:
    COLUMN NAME:
      列名:
    DATATYPE NAME:
      数据类型名:
    CONSTRAINT NAME:
      约束名:
    LINE:
      第行:
    """)
}
