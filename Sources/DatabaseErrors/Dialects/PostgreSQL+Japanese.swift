extension Translation {
  /// PostgreSQL in Japanese; written by `fixtures/record/postgresql_wordings.py`.
  static let japanese = Translation(
    language: "ja",
    """
    duplicate key value violates unique constraint "{constraint}"
      重複したキー値は一意性制約"{constraint}"違反となります
      重複キーが一意性制約"{constraint}"に違反しています
      重複したキー値は一意性制約"{constraint}"に違反しています
    could not create unique index "{constraint}"
      一意インデックス"{constraint}"を作成できませんでした
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      テーブル"{table}"への挿入、更新は外部キー制約"{constraint}"に違反しています
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      テーブル"{parent}"の更新または削除は、テーブル"{table}"の外部キー制約"{constraint}"に違反します
    removing partition "{_}" violates foreign key constraint "{constraint}"
      子テーブル "{_}"の削除は外部キー制約"{constraint}"違反となります
    null value in column "{column}" of relation "{table}" violates not-null constraint
      リレーション"{table}"の列"{column}"のNULL値が非NULL制約に違反しています
    null value in column "{column}" violates not-null constraint
      列"{column}"内のNULL値はNOT NULL制約違反です
    column "{column}" of relation "{table}" contains null values
      リレーション"{table}"の列"{column}"にNULL値があります
    column "{column}" of table "{table}" contains null values
      テーブル"{table}"の列"{column}"にNULL値があります
    domain {domain} does not allow null values
      ドメイン{domain}はnull値を許しません
    new row for relation "{table}" violates check constraint "{constraint}"
      リレーション"{table}"の新しい行は検査制約"{constraint}"に違反しています
    new row for relation "{table}" violates partition constraint
      リレーション"{table}"の新しい行はパーティション制約に違反しています
    value for domain {domain} violates check constraint "{constraint}"
      ドメイン{domain}の値が検査制約"{constraint}"に違反しています
    check constraint "{constraint}" of relation "{table}" is violated by some row
      一部の行がリレーション"{table}"の検査制約"{constraint}"に違反してます
    partition constraint of relation "{table}" is violated by some row
      一部の行がリレーション"{table}"のパーティション制約に違反しています
    updated partition constraint for default partition "{table}" would be violated by some row
      デフォルトパーティション"{table}"の一部の行が更新後のパーティション制約に違反しています
    column "{column}" of table "{table}" contains values that violate the new constraint
      テーブル"{table}"の列"{column}"に新しい制約に違反する値があります
    no partition of relation "{table}" found for row
      行に対応するパーティションがリレーション"{table}"に見つかりません
    new row violates check option for view "{table}"
      新しい行はビュー"{table}"のチェックオプションに違反しています
    conflicting key value violates exclusion constraint "{constraint}"
      重複キーの値が排除制約"{constraint}"に違反しています
    could not create exclusion constraint "{constraint}"
      排除制約"{constraint}"を作成できませんでした
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      ON CONFLICT 指定に合致するユニーク制約または排除制約がありません
    ON CONFLICT DO UPDATE command cannot affect row a second time
      ON CONFLICT DO UPDATEコマンドは単一の行に2度は適用できません
    current transaction is aborted, commands ignored until end of transaction block
      現在のトランザクションがアボートしました。トランザクションブロックが終わるまでコマンドは無視されます
    could not serialize access due to concurrent update
      更新が同時に行われたためアクセスの直列化ができませんでした
    could not serialize access due to concurrent delete
      削除が同時に行われたためアクセスの直列化ができませんでした
    could not serialize access due to read/write dependencies among transactions
      トランザクション間で read/write の依存性があったため、アクセスの直列化ができませんでした
    deadlock detected
      デッドロックを検出しました
    canceling statement due to lock timeout
      ロックのタイムアウトのためステートメントをキャンセルしています
    could not obtain lock on row in relation "{table}"
      リレーション"{table}"の行ロックを取得できませんでした
    could not obtain lock on relation "{table}"
      リレーション"{table}"のロックを取得できませんでした
    value too long for type {type}
      値は型character varying({number})としては長すぎます
      値は型character({number})としては長すぎます
    integer out of range
      integerの範囲外です
    bigint out of range
      bigintの範囲外です
    smallint out of range
      smallintの範囲外です
    value "{value}" is out of range for type {type}
      値"{value}"は型{type}の範囲外です
    numeric field overflow
      numericフィールドのオーバーフロー
    date/time field value out of range: "{value}"
      日付時刻のフィールドが範囲外です: "{value}"
    reached maximum value of sequence "{_}" ({_})
      シーケンス"{_}"の最大値({_})に達しました
    invalid input value for enum {domain}: "{value}"
      列挙型{domain}の不正な入力構文: "{value}"
    invalid input syntax for type {type}: "{value}"
      "{type}"型の入力構文が不正です: "{value}"
    invalid input syntax for type {type}
      {type}型に対する不正な入力構文
    at character {number}
      ({number}文字目)
    Key ({columns})=({values}) already exists.
      キー ({columns})=({values}) はすでに存在します。
    Key ({columns})=({values}) is duplicated.
      キー({columns})=({values})は重複しています。
    Key ({columns})=({values}) is not present in table "{parent}".
      テーブル"{parent}"にキー({columns})=({values})がありません
      テーブル"{parent}"にキー({columns})=({values})がありません。
    Key is not present in table "{parent}".
      テーブル"{parent}"にキーがありません。
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      キー({parent columns})=({values})はまだテーブル"{table}"から参照されています
    Key is still referenced from table "{table}".
      テーブル"{table}"からキーがまだ参照されています。
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      キー ({columns})=({values}) が既存のキー ({_})=({rest}) と競合しています
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      キー ({columns})=({values}) がキー ({_})=({rest}) と競合しています
    Partition key of the failing row contains ({columns}) = ({values}).
      失敗した行のパーティションキーは({columns}) = ({values})を含みます。
    COPY {table}, line {number}
      {table}のCOPY、行 {number}
    COPY {table}, line {number}: "{rest}"
      {table}のCOPY、行 {number}: "{rest}"
    COPY {table}, line {number}, column {column}: "{rest}"
      {table}のCOPY、行 {number}、列 {column}: "{rest}"
    COPY {table}, line {number}, column {column}: null input
      {table}のCOPY、行 {number}、列 {column}: null が入力されました
    while updating tuple {_} in relation "{table}"
      リレーション"{table}"のタプル({number},{number})の更新中
    while deleting tuple {_} in relation "{table}"
      リレーション"{table}"のタプル({number},{number})の削除中
    while locking tuple {_} in relation "{table}"
      リレーション"{table}"のタプル({number},{number})のロック中
    SQL statement "{statement}"
      SQL文 "{statement}"
    DETAIL:
      詳細:
    HINT:
      ヒント:
    CONTEXT:
      文脈:
    STATEMENT:
      文:
    QUERY:
      問い合わせ:
    LINE:
      行:
    """)
}
