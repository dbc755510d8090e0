import DatabaseErrors
import Fixes

extension RecipeBook {
  static let doctrine = RecipeBook(
    recipes: [
      CodeRecipe(
        .translateViolation, "Answer a taken «words» as the look-up does, in `«function»`",
        needs: driverNeeds,
        steps: [
          .wrap(
            opening: "try {",
            closing: """
              } catch (UniqueConstraintViolationException $exception) {
                if (strpos($exception->getMessage(), '«mark»') === false) {
                  throw $exception;
                }
                «refusal»
              }
              """)
        ],
        imports: [
          CodeImport("UniqueConstraintViolationException", from: "Doctrine\\DBAL\\Exception")
        ],
        because: """
          Only the database can tell who was first. Its refusal of this key becomes the answer that \
          the look-up gives; every other error goes on as before. The entity manager is closed by \
          it: nothing can be stored through it afterwards.
          """,
        examples: [
          .becomes(
            "src/Service/Enlist.php",
            """
            <?php

            namespace App\\Service;

            use App\\Entity\\Boat;
            use Doctrine\\ORM\\EntityManagerInterface;

            class Enlist
            {
                public function __construct(private EntityManagerInterface $em)
                {
                }

                public function enlist(string $sail): void
                {
                    if ($this->em->getRepository(Boat::class)->findOneBy(['sail' => $sail])) {
                        throw new SailTaken($sail);
                    }
                    $boat = new Boat($sail);
                    $this->em->persist($boat);
            ↓        $this->em->flush();
                }
            }
            """,
            """
            <?php

            namespace App\\Service;

            use App\\Entity\\Boat;
            use Doctrine\\ORM\\EntityManagerInterface;
            use Doctrine\\DBAL\\Exception\\UniqueConstraintViolationException;

            class Enlist
            {
                public function __construct(private EntityManagerInterface $em)
                {
                }

                public function enlist(string $sail): void
                {
                    if ($this->em->getRepository(Boat::class)->findOneBy(['sail' => $sail])) {
                        throw new SailTaken($sail);
                    }
                    $boat = new Boat($sail);
                    $this->em->persist($boat);
                    try {
                        $this->em->flush();
                    } catch (UniqueConstraintViolationException $exception) {
                        if (strpos($exception->getMessage(), 'one_sail') === false) {
                            throw $exception;
                        }
                        throw new SailTaken($sail);
                    }
                }
            }
            """, violates: .key("boat", ["sail"], named: "one_sail"))
        ])
    ])
}
