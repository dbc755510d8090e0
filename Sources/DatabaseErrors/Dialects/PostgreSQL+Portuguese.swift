extension Translation {
  /// PostgreSQL in Portuguese; written by `fixtures/record/postgresql_wordings.py`.
  static let portuguese = Translation(
    language: "pt_BR",
    """
    duplicate key value violates unique constraint "{constraint}"
      duplicar valor da chave viola a restrição de unicidade "{constraint}"
      valor da chave duplicada viola a restrição de unicidade "{constraint}"
      duplicar chave viola a restrição de unicidade "{constraint}"
    could not create unique index "{constraint}"
      não pôde criar índice único "{constraint}"
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      inserção ou atualização em tabela "{table}" viola restrição de chave estrangeira \
    "{constraint}"
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      atualização ou exclusão em tabela "{parent}" viola restrição de chave estrangeira \
    "{constraint}" em "{table}"
      atualização ou exclusão em tabela "{parent}" viola restrição de chave estrangeira \
    "{constraint}" na tabela "{table}"
    null value in column "{column}" of relation "{table}" violates not-null constraint
      valor nulo na coluna "{column}" da relação "{table}" viola a restrição {_}
      o valor nulo na coluna "{column}" da relação "{table}" viola a restrição {_}
    null value in column "{column}" violates not-null constraint
      valor nulo na coluna "{column}" viola a restrição {_}
      o valor nulo na coluna "{column}" viola a restrição {_}
    domain {domain} does not allow null values
      domínio {domain} não permite valores nulos
    new row for relation "{table}" violates check constraint "{constraint}"
      novo registro da relação "{table}" viola restrição de verificação "{constraint}"
      a nova linha da relação "{table}" viola a restrição de verificação "{constraint}"
    value for domain {domain} violates check constraint "{constraint}"
      valor para domínio {domain} viola restrição de verificação "{constraint}"
    new row violates check option for view "{table}"
      novo registro viola {_} para visão "{table}"
    conflicting key value violates exclusion constraint "{constraint}"
      conflitar valor da chave viola a restrição de exclusão "{constraint}"
    could not create exclusion constraint "{constraint}"
      não pôde criar restrição de exclusão "{constraint}"
    current transaction is aborted, commands ignored until end of transaction block
      transação atual foi interrompida, comandos ignorados até o fim do bloco de transação
    could not serialize access due to concurrent update
      não pôde serializar acesso devido a {_} concorrente
    could not obtain lock on row in relation "{table}"
      não pôde obter bloqueio no registro da relação "{table}"
    value too long for type {type}
      valor é muito longo para tipo {type}
    integer out of range
      inteiro fora do intervalo
    bigint out of range
      bigint fora do intervalo
    smallint out of range
      smallint fora do intervalo
    value "{value}" is out of range for type {type}
      valor "{value}" está fora do intervalo para tipo {type}
    numeric field overflow
      estouro de campo numeric
    invalid input value for enum {domain}: "{value}"
      valor de entrada é inválido para enum {domain}: "{value}"
    invalid input syntax for type {type}: "{value}"
      sintaxe de entrada é inválida para {type}: "{value}"
    Key ({columns})=({values}) already exists.
      Chave ({columns})=({values}) já existe.
    Key ({columns})=({values}) is duplicated.
      Chave ({columns})=({values}) está duplicada.
    Key ({columns})=({values}) is not present in table "{parent}".
      Chave ({columns})=({values}) não está presente na tabela "{parent}".
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      Chave ({parent columns})=({values}) ainda é referenciada pela tabela "{table}".
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      Chave ({columns})=({values}) conflita com chave existente ({_})=({rest}).
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      Chave ({columns})=({values}) conflita com chave ({_})=({rest}).
    SQL statement "{statement}"
      comando SQL "{statement}"
    ERROR
      ERRO
    PANIC
      PÂNICO
    DETAIL:
      DETALHE:
    HINT:
      DICA:
    CONTEXT:
      CONTEXTO:
    STATEMENT:
      COMANDO:
      INSTRUÇÃO:
    QUERY:
      CONSULTA:
    LINE:
      LINHA:
    SCHEMA NAME:
      NOME DO ESQUEMA:
    TABLE NAME:
      NOME DA TABELA:
    COLUMN NAME:
      NOME DA COLUNA:
    CONSTRAINT NAME:
      NOME DA RESTRIÇÃO:
    """)
}
