extension Translation {
  /// PostgreSQL in Georgian; written by `fixtures/record/postgresql_wordings.py`.
  static let georgian = Translation(
    language: "ka",
    """
    duplicate key value violates unique constraint "{constraint}"
      დუბლირებული გასაღების მნიშვნელობა არღვევს უნიკალურ შეზღუდვას "{constraint}"
    could not create unique index "{constraint}"
      უნიკალური ინდექსის შექმნა შეუძლებელია: "{constraint}"
    null value in column "{column}" of relation "{table}" violates not-null constraint
      ნულოვანი მნიშვნელობა სვეტში "{column}" ურთიერთობისთვის "{table}" არანულოვან შეზღუდვას \
    არღვევს
    column "{column}" of relation "{table}" contains null values
      ურთიერთობის {table} სვეტი {column} ნულოვან მნიშვნელობებს შეიცავს
    column "{column}" of table "{table}" contains null values
      სვეტი "{column}" (ცხრილში {table}) ნულოვან მნიშვნელობებს შეიცავს
    domain {domain} does not allow null values
      დომენ {domain}-ს ნულოვანი მნიშვნელობების მხარდაჭერა არ გააჩნია
    new row for relation "{table}" violates check constraint "{constraint}"
      ახალი მწკრივი ურთიერთობისთვის "{table}" არღვევს შემოწმების შეზღუდვას "{constraint}"
    new row for relation "{table}" violates partition constraint
      ახალი მწკრივი ურთიერთობისთვის "{table}" დანაყოფის შეზღუდვას არღვევს
    value for domain {domain} violates check constraint "{constraint}"
      მნიშვნელობა დომენისთვის {domain} არღვევს შემოწმების შეზღუდვას "{constraint}"
    check constraint "{constraint}" of relation "{table}" is violated by some row
      ურთიერთობის ("{table}") შემოწმების შეზღუდვა "{constraint}" რომელიღაც მწკრივის მიერ ირღვევა
    partition constraint of relation "{table}" is violated by some row
      ურთიერთობის ("{table}") დანაყოფის შეზღუდვა რომელიღაც მწკრივის მიერ ირღვევა
    updated partition constraint for default partition "{table}" would be violated by some row
      განახებული დანაყოფის შეზღუდვა ნაგულისხმევი დანაყოფისთვის "{table}" რომელიღაც მწკრივის \
    მიერ დაირღვეოდა
    column "{column}" of table "{table}" contains values that violate the new constraint
      სვეტი "{column}" ცხრილიდან "{table}" შეიცავს მნიშვნელობებს, რომელიც ახალ შეზღუდვას არღვევს
    no partition of relation "{table}" found for row
      მწკრივისთვის ურთიერთობის "{table}" დანაყოფი ვერ ვიპოვე
    new row violates check option for view "{table}"
      ახალი მწკრივი არღვევს შემოწმების პარამეტრს ხედისთვის "{table}"
    conflicting key value violates exclusion constraint "{constraint}"
      კონფლიქტის მქონე გასაღების მნიშვნელობა არღვევს უნიკალურ შეზღუდვას "{constraint}"
    could not create exclusion constraint "{constraint}"
      გამორიცხვის შეზღუდვის ("{constraint}") შექმნა შეუძლებელია
    there is no unique or exclusion constraint matching the ON CONFLICT specification
      უნიკალური ან გამორიცხვის შეზღუდვა, რომელიც ON CONFLICT-ის აღწერას ემთხვევა, არ არსებობს
    ON CONFLICT DO UPDATE command cannot affect row a second time
      ბრძანებას ON CONFLICT DO UPDATE მწკრივის მეორედ შეცვლა არ შეუძლია
    could not serialize access due to concurrent update
      ერთდროული განახლების გამო წვდომის სერიალიზაცია შეუძლებელია
    could not serialize access due to concurrent delete
      ერთდროული წაშლის გამო წვდომის სერიალიზაცია შეუძლებელია
    deadlock detected
      ნაპოვნია ურთიერთბლოკირება
    canceling statement due to lock timeout
      გამოსახულება გაუქმდება ბლოკის მოლოდინის ვადის ამოწურვის გამო
    could not obtain lock on row in relation "{table}"
      ურთიერთობაში "{table}" მწკრივის დაბლოკვის შეცდომა
    could not obtain lock on relation "{table}"
      ბლოკის მიღების შეცდომა ურთიერთობაზე {table}"
    value too long for type {type}
      მნიშვნელობა სიმბოლოს ტიპისთვის ძალიან გრძელია ({number})
    integer out of range
      მთელი მნიშვნელობა დიაპაზონს გარეთაა
    bigint out of range
      bigint დიაპაზონს გარეთაა
    smallint out of range
      smallint დიაპაზონს გარეთაა
    numeric field overflow
      რიცხვითი ველის გადავსება
    date/time field value out of range: "{value}"
      დროის/თარიღის ველის მნიშვნელობა დიაპაზონს გარეთაა: "{value}"
    reached maximum value of sequence "{_}" ({_})
      მიღწეულია მაქსიმალური მნიშვნელობა მიმდევრობისთვის "{_}" ({_})
    invalid input value for enum {domain}: "{value}"
      არასწორი შეყვანილი მნიშვნელობა ჩამონათვალისთვის {domain}: "{value}"
    invalid input syntax for type {type}: "{value}"
      არასწორი შეყვანის სინტაქსი ტიპისთვის {type}: "{value}"
    invalid input syntax for type {type}
      არასწორი შეყვანის სინტაქსი ტიპისთვის {type}
    at character {number}
      სიმბოლოსთან {number}
    Key ({columns})=({values}) already exists.
      გასაღები უკვე არსებობს: ({columns})=({values}).
    Key ({columns})=({values}) is duplicated.
      გასაღები ({columns})=({values}) დუბლირებულია.
    Key is not present in table "{parent}".
      ცხრილში "{parent}" გასაღები არ არსებობს.
    Key ({columns})=({values}) conflicts with existing key ({_})=({rest}).
      გასაღები ({columns})=({values}) კონფლიქტობს არსებულ გასაღებ ({_})=({rest})-სთან.
    Key ({columns})=({values}) conflicts with key ({_})=({rest}).
      გასაღები ({columns})=({values}) კონფლიქტობს გასაღებ ({_})=({rest})-სთან.
    Partition key of the failing row contains ({columns}) = ({values}).
      შეცდომიანი მწკრივის დანაყოფის გასაღები "({columns}) = ({values})"-ს შეიცავს.
    COPY {table}, line {number}
      COPY {table}, ხაზი {number}
    COPY {table}, line {number}: "{rest}"
      COPY {table}, ხაზი {number}: "{rest}"
    COPY {table}, line {number}, column {column}: "{rest}"
      COPY {table}, ხაზი {number}, სვეტი {column}: "{rest}"
    COPY {table}, line {number}, column {column}: null input
      COPY {table}, ხაზი {number}, სვეტი {column}: ნულოვანი შეყვანა
    while updating tuple {_} in relation "{table}"
      კორტეჟის ({number},{number}) განახლებისას ურთიერთობაში "{table}"
    while deleting tuple {_} in relation "{table}"
      კორტეჟის ({number},{number}) წაშლისას ურთიერთობაში "{table}"
    while locking tuple {_} in relation "{table}"
      კორტეჟის ({number},{number}) დაბლოკვისას ურთიერთობაში "{table}"
    SQL statement "{statement}"
      SQL ოპერატორი "{statement}"
    ERROR
      შეცდომა
    FATAL
      ფატალური
    PANIC
      პანიკა
    DETAIL:
      დეტალები:
      დეტალი:
    HINT:
      მინიშნება:
    CONTEXT:
      კონტექსტი:
    STATEMENT:
      ოპერატორი:
    QUERY:
      მოთხოვნა:
    LOCATION:
      მდებარეობა:
    SCHEMA NAME:
      სქემის სახელი:
    TABLE NAME:
      ცხრილის სახელი:
    COLUMN NAME:
      სვეტის სახელი:
    DATATYPE NAME:
      მონ. ტიპის სახელი:
    CONSTRAINT NAME:
      შეზღუდვის სახელი:
    LINE:
      ხაზი:
    """)
}
