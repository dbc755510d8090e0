extension Translation {
  /// PostgreSQL in Turkish; written by `fixtures/record/postgresql_wordings.py`.
  static let turkish = Translation(
    language: "tr",
    """
    duplicate key value violates unique constraint "{constraint}"
      tekrar eden kayıt, "{constraint}" tekil kısıtlamasını ihlal etmektedir
    insert or update on table "{table}" violates foreign key constraint "{constraint}"
      "{table}" tablosu üzerindeki ekleme veya güncelleme işlemi "{constraint}" foreign key \
    kısıtlamasını ihlal ediyor
    update or delete on table "{parent}" violates foreign key constraint "{constraint}" on \
    table "{table}"
      "{parent}" tablosu üzerinde yapılan update veya delete işlemi "{table}" tablosunun \
    "{constraint}" bütünlük kısıtlamasını ihlal ediyor
    null value in column "{column}" violates not-null constraint
      "{column}" sütununda null değeri not-null kısıtlamasını ihlal ediyor
    domain {domain} does not allow null values
      {domain} domaini null değerleri almamaktadır
    new row for relation "{table}" violates check constraint "{constraint}"
      "{table}" tablosuna girilen yeni satır "{constraint}" check kısıtlamasını ihlal ediyor
    new row for relation "{table}" violates partition constraint
      "{table}" tablosuna girilen yeni satır, bölümleme (partition) kısıtlamasını ihlal ediyor
    value for domain {domain} violates check constraint "{constraint}"
      {domain} domaine kaydedilecek değer "{constraint}" check kısıtlamasını desteklememektedir
    no partition of relation "{table}" found for row
      satır için "{table}" nesnesinde partition bulunmuyor
    new row violates check option for view "{table}"
      "{table}" tablosuna girilen yeni satır check opsiyonunu ihlal ediyor
    conflicting key value violates exclusion constraint "{constraint}"
      uyuşmayan kayıt, "{constraint}" exclusion kısıtlamasını ihlal etmektedir
    value too long for type {type}
      character({number}) veri tipi için değer çok uzun
      varying({number})  veri tipi için çok uzun
    Key ({columns})=({values}) already exists.
      ({columns})=({values}) anahtarı zaten mevcut
      "({columns})=({values})" anahtarı zaten mevcut
    Key ({columns})=({values}) is not present in table "{parent}".
      "{parent}" tablosunda ({columns})=({values}) anahtarı mevcut değildir.
    Key ({parent columns})=({values}) is still referenced from table "{table}".
      ({parent columns})=({values}) anahtarı "{table}" tablosundan hala referans edilmektedir.
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      ({columns})=({values}) anahtarı, mevcut ({_})=({rest}) anahtarıyla uyuşmuyor.
    ERROR
      HATA
    FATAL
      ÖLÜMCÜL
    DETAIL:
      AYRINTI:
    HINT:
      İPUCU:
    CONTEXT:
      BAĞLAM:
    STATEMENT:
      KOMUT:
    LINE:
      SATIR:
    """)
}
