import DatabaseErrors

extension CodeCase {
  /// Look-ups in functions that the path calls elsewhere.
  static let callees: [CodeCase] = [
    CodeCase(
      "rails: a predicate method asks", "rails", "app/services/enlist_member.rb",
      """
      class EnlistMember < ApplicationService
        def call
          return failure(:taken) if taken?

          member = Member.new(@params)
      ↓    member.save!(validate: false)
        end

        private

        def taken?
          Member.exists?(card_number: @params[:card_number])
        end
      end
      # ActiveRecord
      """, table: "members", ["card_number"],
      facts: ["save", "check card_number guards", "bypassesValidation"]),
    CodeCase(
      "prisma: another class of the source asks", "prisma", "src/accounts.service.ts",
      """
      import { PrismaClient } from '@prisma/client';
      export class AccountsService {
        constructor(private readonly prisma: PrismaClient, private readonly policy: HandlePolicy) {}

        async open(handle: string) {
          await this.policy.assertFree(handle);
      ↓    return this.prisma.account.create({ data: { handle } });
        }
      }
      """, table: "Account", ["handle"], facts: ["create", "check handle guards"],
      files: [
        (
          "src/handle.policy.ts",
          """
          export class HandlePolicy {
            async assertFree(handle: string) {
              const other = await prisma.account.findUnique({ where: { handle } });
              if (other) throw new ConflictException();
            }
          }
          """
        )
      ]),
    CodeCase(
      "typeorm: the target of orUpdate comes second", "typeorm", "src/devices.repository.ts",
      """
      import { Repository } from 'typeorm';
      export class DevicesRepository {
        constructor(@InjectRepository(Device) private readonly devices: Repository<Device>) {}

        async remember(serial: string, mac: string) {
      ↓    await this.devices.createQueryBuilder().insert().values({ serial, mac })
            .orUpdate(['mac'], ['serial']).execute();
        }
      }
      """, table: "device", ["mac"], facts: ["upsert", "upsert insert(serial)"]),
    CodeCase(
      "go: a method of the same receiver asks", "go-sql", "store/users.go",
      """
      package store

      import "database/sql"

      func (u *Users) idByLogin(login string) (int64, error) {
      	var id int64
      	err := u.db.QueryRow(`select id from users where login = $1`, login).Scan(&id)
      	return id, err
      }

      func (u *Users) Ensure(login string) (int64, error) {
      	id, err := u.idByLogin(login)
      	if err != nil || id != 0 {
      		return id, err
      	}
      ↓	_, err = u.db.Exec(`insert into users (login) values ($1)`, login)
      	return id, err
      }
      """, table: "users", ["login"], facts: ["create", "check login guards"]),
    CodeCase(
      "entity framework: a validator of the command asks", "ef-core",
      "Handlers/RegisterBookHandler.cs",
      """
      using Microsoft.EntityFrameworkCore;
      public sealed class RegisterBookHandler
      {
          public async Task<Guid> Handle(RegisterBook command, CancellationToken token)
          {
              var book = new Book { Isbn = command.Isbn };
              _db.Books.Add(book);
      ↓        await _db.SaveChangesAsync(token);
              return book.Id;
          }
      }
      """, table: "Books", ["Isbn"], facts: ["create", "check Isbn guards"],
      files: [
        (
          "Validation/RegisterBookValidator.cs",
          """
          public sealed class RegisterBookValidator : AbstractValidator<RegisterBook>
          {
              public RegisterBookValidator(LendingContext db)
              {
                  RuleFor(c => c.Isbn).MustAsync(async (isbn, token) =>
                      !await db.Books.AnyAsync(b => b.Isbn == isbn, token));
              }
          }
          """
        )
      ]),
  ]
}
