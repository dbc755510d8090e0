extension Translation {
  /// PostgreSQL in Korean; written by `fixtures/record/postgresql_wordings.py`.
  static let korean = Translation(
    language: "ko",
    """
    duplicate key value violates unique constraint "{constraint}"
      중복된 키 값이 "{constraint}" 고유 제약 조건을 위반함
    could not create unique index "{constraint}"
      "{constraint}" 고유 인덱스를 만들 수 없음
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      "{table}" 테이블에서 자료 추가, 갱신 작업이 "{constraint}" 참조키(foreign key) 제약 조건을 위배했습니다
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      "{parent}" 테이블의 자료 갱신, 삭제 작업이 "{constraint}" 참조키(foreign key) 제약 조건 - "{table}" 테이블 - 을 \
    위반했습니다
    removing partition "{_}" violates foreign key constraint "{constraint}"
      "{_}" 파티션 지우기는 "{constraint}" 참조키 제약조건을 위반함
    null value in column "{column}" of relation "{table}" violates not-null constraint
      "{column}" 칼럼(해당 릴레이션 "{table}")의 null 값이 not null 제약조건을 위반했습니다.
      "{column}" 칼럼(해당 릴레이션 "{table}")의 null 값이 not null 제약조건을 위반했습니다
    null value in column "{column}" violates not-null constraint
      "{column}" 칼럼의 null 값이 not null 제약조건을 위반했습니다.
    column "{column}" of relation "{table}" contains null values
      "{column}" 열(해당 릴레이션 "{table}")의 자료 가운데 null 값이 있습니다
    column "{column}" of table "{table}" contains null values
      "{column}" 열(해당 테이블 "{table}")의 자료 가운데 null 값이 있습니다
    domain {domain} does not allow null values
      {domain} 도메인에서는 null 값을 허용하지 않습니다
    new row for relation "{table}" violates check constraint "{constraint}"
      새 자료가 "{table}" 릴레이션의 "{constraint}" 체크 제약 조건을 위반했습니다
    new row for relation "{table}" violates partition constraint
      새 자료가 "{table}" 릴레이션의 파티션 제약 조건을 위반했습니다
    value for domain {domain} violates check constraint "{constraint}"
      {domain} 도메인용 값이 "{constraint}" 체크 제약 조건을 위반했습니다
    check constraint "{constraint}" of relation "{table}" is violated by some row
      "{constraint}" 체크 제약 조건(해당 릴레이션 "{table}")을 위반하는 몇몇 자료가 있습니다
    partition constraint of relation "{table}" is violated by some row
      "{table}" 릴레이션의 파티션 제약 조건을 위반하는 몇몇 자료가 있습니다
    updated partition constraint for default partition "{table}" would be violated by some row
      몇몇 자료가 "{table}" 기본 파티션용에서 변경된 파티션 제약조건을 위배한 것 같음
    column "{column}" of table "{table}" contains values that violate the new constraint
      "{column}" 열(해당 테이블 "{table}")의 자료 중에, 새 제약 조건을 위반하는 자료가 있습니다
    no partition of relation "{table}" found for row
      해당 로우를 위한 "{table}" 릴레이션용 파티션이 없음
    new row violates check option for view "{table}"
      새 자료가 "{table}" 뷰의 체크 제약 조건을 위반했습니다
    conflicting key value violates exclusion constraint "{constraint}"
      "{constraint}" exclusion 제약 조건에 따라 키 값 충돌이 발생했습니다.
    could not create exclusion constraint "{constraint}"
      "{constraint}" exclusion 제약 조건을 만들 수 없음
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      ON CONFLICT 절을 사용하는 경우, unique 나 exclude 제약 조건이 있어야 함
    ON CONFLICT DO UPDATE command cannot affect row a second time
      ON CONFLICT DO UPDATE 명령은 두번째 작업에는 아무런 영향을 주 않음
    current transaction is aborted, commands ignored until end of transaction block
      현재 트랜잭션은 중지되어 있습니다. 이 트랜잭션을 종료하기 전까지는 모든 명령이 무시될 것입니다
    could not serialize access due to concurrent update
      동시 업데이트 때문에 순차적 액세스가 불가능합니다
    could not serialize access due to concurrent delete
      동시 삭제 작업 때문에 순차적 액세스가 불가능합니다
    could not serialize access due to read/write dependencies among transactions
      트랜잭션간 읽기/쓰기 의존성 때문에 serialize 접근을 할 수 없음
    deadlock detected
      deadlock 발생했음
    canceling statement due to lock timeout
      잠금 대기 시간 초과로 작업을 취소합니다.
    could not obtain lock on row in relation "{table}"
      "{table}" 릴레이션의 잠금 정보를 구할 수 없음
    could not obtain lock on relation "{table}"
      "{table}" 릴레이션의 잠금 정보를 구할 수 없음
    value too long for type {type}
      character varying({number}) 자료형에 너무 긴 자료를 담으려고 합니다.
      character({number}) 자료형에 너무 긴 자료를 담으려고 합니다.
    integer out of range
      정수 범위를 벗어남
    bigint out of range
      bigint의 범위를 벗어났습니다.
    smallint out of range
      smallint의 범위를 벗어났습니다.
    value "{value}" is out of range for type {type}
      입력한 "{value}" 값은 {type} 자료형 범위를 초과했습니다
    numeric field overflow
      수치 필드 오버플로우
    date/time field value out of range: "{value}"
      날짜/시간 필드의 값이 범위를 벗어남: "{value}"
    reached maximum value of sequence "{_}" ({_})
      "{_}" 시퀀스의 최대값({_})이 되었습니다
    invalid input value for enum {domain}: "{value}"
      {domain} 열거형의 입력 값이 잘못됨: "{value}"
    invalid input syntax for type {type}: "{value}"
      {type} 자료형 대한 잘못된 입력: "{value}"
    invalid input syntax for type {type}
      {type} 자료형에 대한 잘못된 입력 구문
    at character {number}
      {number} 번째 문자 부근
    Key ({columns})=({values}) already exists.
      ({columns})=({values}) 키가 이미 있습니다.
    Key ({columns})=({values}) is duplicated.
      ({columns})=({values}) 키가 중복됨
    Key ({columns})=({values}) is not present in table "{parent}".
      ({columns})=({values}) 키가 "{parent}" 테이블에 없습니다.
    Key is not present in table "{parent}".
      "{parent}" 테이블에 키가 없습니다.
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      ({parent columns})=({values}) 키가 "{table}" 테이블에서 여전히 참조됩니다.
    Key is still referenced from table "{table}".
      "{table}" 테이블에서 키가 여전히 참조됩니다.
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      ({columns})=({values}) 키가 이미 있는 ({_})=({rest}) 키와 충돌합니다.
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      ({columns})=({values}) 키와 ({_})=({rest}) 가 충돌함
    Partition key of the failing row contains ({columns}) = ({values}).
      실패한 로우의 파티션 키 값: ({columns}) = ({values})
    COPY {table}, line {number}
      {table} 복사, {number}번째 줄
    COPY {table}, line {number}: "{rest}"
      {table} 복사, {number}번째 줄: "{rest}"
    COPY {table}, line {number}, column {column}: "{rest}"
      {table} 복사, {number}번째 줄, {column} 열: "{rest}"
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, {number}행, {column} 열: null 입력
    while updating tuple {_} in relation "{table}"
      {number},{number} 튜플(해당 릴레이션 "{table}")을 갱신하는 중에 발생
    while deleting tuple {_} in relation "{table}"
      {number},{number} 튜플(해당 릴레이션 "{table}")을 삭제하는 중에 발생
    while locking tuple {_} in relation "{table}"
      {number},{number} 튜플을 "{table}" 릴레이션에서 잠그는 중에 발생
    SQL statement "{statement}"
      SQL 구문: "{statement}"
    ERROR
      오류
    FATAL
      치명적오류
    PANIC
      손상
    DETAIL:
      상세정보:
    HINT:
      힌트:
    CONTEXT:
      내용:
      구문:
    STATEMENT:
      명령 구문:
    QUERY:
      쿼리:
    LOCATION:
      위치:
    SCHEMA NAME:
      스키마 이름:
    TABLE NAME:
      테이블 이름:
    COLUMN NAME:
      칼럼 이름:
    DATATYPE NAME:
      자료형 이름:
    CONSTRAINT NAME:
      제약조건 이름:
    LINE:
      줄:
    """)
}
