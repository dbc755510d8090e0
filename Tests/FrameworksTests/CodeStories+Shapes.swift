import DatabaseErrors

extension CodeCase {
  /// Shapes that differ from the ones in the manual of each framework.
  static let shapes: [CodeCase] = [
    CodeCase(
      "rails: unless, negated", "rails", "app/services/badge_giver.rb",
      """
      class BadgeGiver < ApplicationService
        def give(user, kind)
          unless Badge.where(user_id: user.id, kind: kind).any?
      ↓      Badge.create!(user: user, kind: kind)
          end
        end
      end
      # ActiveRecord
      """, table: "badges", ["user_id", "kind"], facts: ["create", "check user_id,kind guards"]),
    CodeCase(
      "rails: or in one line", "rails", "app/models/concerns/taggable.rb",
      """
      module Taggable
        extend ActiveSupport::Concern
        included { has_many :tags } # ActiveRecord

        def tag!(name)
      ↓    tag = Tag.find_by(name: name) || Tag.create!(name: name)
          tags << tag
        end
      end
      """, table: "tags", ["name"], facts: ["create", "check name guards"]),
    CodeCase(
      "rails: first_or_create behind where", "rails", "lib/tasks/seats.rake",
      """
      # Rails.application
      task seats: :environment do
        rows.each do |row|
      ↓    Seat.where(hall: row[:hall], label: row[:label]).first_or_create!(price: row[:price])
        end
      end
      """, table: "seats", ["hall", "label"],
      facts: [
        "upsert", "upsert first_or_create!(hall,label)", "writesMany", "in command",
      ]),
    CodeCase(
      "rails: a partial validation with a scope", "rails", "app/controllers/rooms_controller.rb",
      """
      class RoomsController < ApplicationController
        def create
          @room = @hotel.rooms.build(room_params)
      ↓    @room.save!
        end
      end
      """, table: "rooms", ["hotel_id", "floor", "number"],
      facts: ["save", "check number,floor guards"], also: ["validator Room(number,floor)"],
      files: [
        (
          "app/models/room.rb",
          """
          class Room < ApplicationRecord
            belongs_to :hotel
            validates :number, uniqueness: { scope: :floor }
          end
          """
        )
      ]),
    CodeCase(
      "rails: an insert past validation", "rails", "app/services/load_rooms.rb",
      """
      class LoadRooms < ApplicationService
        def call(rows)
      ↓    Room.insert_all!(rows)
        end
      end
      # ActiveRecord
      """, table: "rooms", ["number"],
      facts: ["bulk_insert", "bypassesValidation", "writesMany"],
      files: [
        (
          "app/models/room.rb",
          """
          class Room < ApplicationRecord
            validates :number, uniqueness: true
          end
          """
        )
      ]),
    CodeCase(
      "rails: a parent that was read", "rails", "app/jobs/comment_job.rb",
      """
      class CommentJob < ApplicationJob
        def perform(post_id, text)
          post = Post.find(post_id)
          Net::HTTP.get(URI("https://spam.example"))
      ↓    Comment.create!(post_id: post.id, text: text)
        end
      end
      """, table: "comments", ["post_id"], kind: .foreignKey, parent: "posts",
      facts: ["create", "in worker"], also: ["parent posts"]),
    CodeCase(
      "rails: handed over before the commit", "rails", "app/jobs/welcome_job.rb",
      """
      class WelcomeJob < ApplicationJob
        def perform(account_id)
      ↓    Greeting.create!(account_id: account_id)
        end
      end
      """, table: "greetings", ["account_id"], kind: .foreignKey, parent: "accounts",
      facts: ["create", "enqueuesBeforeCommit", "in worker"],
      files: [
        (
          "app/services/sign_up.rb",
          """
          class SignUp
            def call(params)
              Account.transaction do
                account = Account.create!(params)
                WelcomeJob.perform_later(account.id)
              end
            end
          end
          """
        )
      ]),
    CodeCase(
      "rails: two writes of one row", "rails", "app/services/open_account.rb",
      """
      class OpenAccount < ApplicationService
        def call(user)
          Wallet.create!(user_id: user.id)
          audit(user)
      ↓    Wallet.create!(user_id: user.id, kind: "main")
        end
      end
      # ActiveRecord
      """, table: "wallets", ["user_id"], facts: ["create"], also: ["write create"]),
    CodeCase(
      "rails: a lock before the look", "rails", "app/services/book.rb",
      """
      class Book < ApplicationService
        def call(hall, seat)
          hall.with_lock do
            return if Booking.exists?(hall_id: hall.id, seat: seat)
      ↓      Booking.create!(hall_id: hall.id, seat: seat)
          end
        end
      end
      # ActiveRecord
      """, table: "bookings", ["hall_id", "seat"],
      facts: ["create", "check hall_id,seat guards", "locksBeforeLook"]),
    CodeCase(
      "rails: a token that repeats", "rails", "app/models/invite.rb",
      """
      class Invite < ApplicationRecord
        def self.issue(email)
          code = SecureRandom.alphanumeric(4)
      ↓    create!(email: email, code: code)
        end
      end
      """, table: "invites", ["code"], facts: ["create"], also: ["code generator"]),
    CodeCase(
      "prisma: in a transaction with a client of its own", "prisma", "src/orders.service.ts",
      """
      export class OrdersService {
        constructor(private prisma: PrismaService) {}
        async place(cartId: string) {
          return this.prisma.$transaction(async (tx) => {
            const order = await tx.order.findUnique({ where: { cartId } });
            if (order) return order;
      ↓      return tx.order.create({ data: { cartId, number: (await tx.order.count()) + 1 } });
          });
        }
      }
      """, table: "Order", ["cartId"], facts: ["create", "check cartId guards", "inTransaction"],
      also: ["number computedFromRows"]),
    CodeCase(
      "prisma: a composite key by its name", "prisma", "src/likes.ts",
      """
      import { prisma } from '~/db.server';
      export async function action({ request, params }) {
        const like = await prisma.like.findUnique({
          where: { userId_postId: { userId, postId: params.id } },
        });
        if (like == null) {
      ↓    await prisma.like.create({ data: { userId, postId: params.id } });
        }
      }
      prisma.$on('query', () => {});
      """, table: "Like", ["userId", "postId"], facts: ["create", "check userId,postId guards"]),
    CodeCase(
      "typeorm: the manager and a query builder", "typeorm", "src/slots.service.ts",
      """
      import { DataSource } from 'typeorm';
      export class SlotsService {
        async reserve(dto: ReserveDto) {
          await this.dataSource.transaction(async (manager) => {
            const taken = await manager
              .createQueryBuilder(Slot, 's')
              .where('s.room = :room AND s.start = :start', dto)
              .getOne();
            if (taken) throw new Error('taken');
      ↓      await manager.save(Slot, { room: dto.room, start: dto.start });
          });
        }
      }
      """, table: "slot", ["room", "start"],
      facts: ["save", "check room,start guards", "inTransaction"]),
    CodeCase(
      "mongoose: promises", "mongoose", "routes/api/profiles.js",
      """
      const mongoose = require("mongoose");
      router.post("/", (req, res) => {
        Profile.findOne({ handle: req.body.handle }).then(profile => {
          if (profile) {
            return res.status(400).json({ handle: "taken" });
          }
      ↓    new Profile({ handle: req.body.handle }).save().then(saved => res.json(saved));
        });
      });
      """, table: "profiles", ["handle"], facts: ["save", "check handle guards"]),
    CodeCase(
      "mongoose: a model with a lower-case field", "mongoose", "controllers/auth.js",
      """
      import User from '../models/user.js'; // mongoose
      export const signup = async (req, res, next) => {
        const exists = await User.exists({ email: req.body.email });
        if (exists) return next(new Error('used'));
      ↓  const user = await User.create({ email: req.body.email });
        res.json(user);
      };
      """, table: "users", ["email"],
      facts: ["create", "check email guards", "foldsBeforeWrite"], also: ["key email"],
      files: [
        (
          "models/user.js",
          """
          import mongoose from 'mongoose';
          const userSchema = new mongoose.Schema({
            email: { type: String, unique: true, lowercase: true },
            name: String,
          });
          export default mongoose.model('User', userSchema);
          """
        )
      ]),
    CodeCase(
      "sequelize: hidden rows and a chain of promises", "sequelize", "controllers/tags.js",
      """
      const { Tag } = require("../models"); // sequelize
      exports.create = (req, res) => {
        Tag.findOne({ where: { label: req.body.label } })
          .then((tag) => {
            if (tag) { return res.status(409).end(); }
      ↓      return Tag.create({ label: req.body.label });
          })
          .catch((error) => res.status(500).end());
      };
      """, table: "Tags", ["label"],
      facts: ["create", "check label guards", "hidesRows"],
      files: [
        (
          "models/tag.js",
          """
          module.exports = (sequelize, DataTypes) => {
            const Tag = sequelize.define('Tag', { label: { type: DataTypes.STRING, unique: true } }, { paranoid: true });
            return Tag;
          };
          """
        )
      ]),
    CodeCase(
      "knex: positions one by one", "knex", "src/reorder.ts",
      """
      import { knex } from './knex';
      export async function reorder(ids: number[]) {
        for (const [index, id] of ids.entries()) {
      ↓    await knex('slides').where({ id }).update({ position: index });
        }
      }
      """, table: "slides", ["deck_id", "position"],
      facts: ["update", "movesKeysOneByOne", "writesMany"]),
    CodeCase(
      "next: a route handler with SQL in a template", nil, "app/api/join/route.ts",
      """
      import postgres from 'postgres';
      const sql = postgres(process.env.URL);
      export async function POST(request: Request) {
        const { email } = await request.json();
        const [member] = await sql`SELECT id FROM members WHERE email = ${email}`;
        if (member) return Response.json({ error: 'taken' }, { status: 409 });
      ↓  await sql`INSERT INTO members (email, joined) VALUES (${email}, now())`;
        return Response.json({ ok: true });
      }
      """, table: "members", ["email"], facts: ["create", "check email guards"]),
    CodeCase(
      "node: a webhook that writes what comes", nil, "src/webhooks/stripe.js",
      """
      const mysql = require('mysql2');
      app.post('/webhooks/stripe', async (req, res) => {
        const event = req.body;
      ↓  await pool.query('INSERT INTO payments SET ?', { event_id: event.id, amount: event.amount });
        res.sendStatus(200);
      });
      """, table: "payments", ["event_id"], facts: ["create", "in webhook"]),
    CodeCase(
      "laravel: a relation and abort_if", "laravel", "app/Http/Controllers/SeatController.php",
      """
      <?php
      use Illuminate\\Http\\Request;
      class SeatController extends Controller
      {
          public function store(Request $request, Hall $hall)
          {
              abort_if($hall->seats()->where('label', $request->label)->exists(), 422);
      ↓        $seat = $hall->seats()->create(['label' => $request->label]);
              return $seat;
          }
      }
      """, table: "seats", ["hall_id", "label"],
      facts: ["create", "check label {hall_id} guards"]),
    CodeCase(
      "laravel: the query builder and first", "laravel", "app/Services/Votes.php",
      """
      <?php
      use Illuminate\\Support\\Facades\\DB;
      class Votes
      {
          public function cast(int $user, int $poll): void
          {
              $vote = DB::table('votes')->where('user_id', $user)->where('poll_id', '=', $poll)->first();
              if (! $vote) {
                  Http::post('https://audit.example', ['poll' => $poll]);
      ↓            DB::table('votes')->insert(['user_id' => $user, 'poll_id' => $poll]);
              }
          }
      }
      """, table: "votes", ["user_id", "poll_id"],
      facts: ["create", "check user_id,poll_id guards", "slowStepBeforeWrite"]),
    CodeCase(
      "laravel: a query that is put together", "laravel", "app/Services/Slots.php",
      """
      <?php
      use App\\Models\\Slot;
      class Slots
      {
          public function take($day, $room)
          {
              $query = Slot::where('day', $day);
              if ($query->exists()) {
                  throw new SlotTaken();
              }
              $slot = new Slot(['day' => $day]);
              $slot->room = $room;
      ↓        $slot->save();
          }
      }
      """, table: "slots", ["day", "room"], facts: ["save", "check day guards"]),
    CodeCase(
      "laravel: copies a row", "laravel", "app/Actions/CopyPage.php",
      """
      <?php
      use App\\Models\\Page;
      class CopyPage
      {
          public function __invoke(Page $page): Page
          {
              $copy = $page->replicate();
              $copy->title = $page->title . ' (copy)';
      ↓        $copy->save();
              return $copy;
          }
      }
      """, table: "pages", ["slug"], facts: ["save", "copiesRow"]),
    CodeCase(
      "doctrine: a repository's own method", "doctrine", "src/Handler/JoinHandler.php",
      """
      <?php
      use Doctrine\\DBAL\\Exception\\UniqueConstraintViolationException;
      #[AsMessageHandler]
      final class JoinHandler
      {
          public function __construct(private MemberRepository $members) {}

          public function __invoke(Join $message): void
          {
              if (null !== $this->members->findOneByEmail($message->email)) {
                  return;
              }
              try {
      ↓            $this->members->save(new Member($message->email));
              } catch (UniqueConstraintViolationException) {
              }
          }
      }
      """, table: "member", ["email"],
      facts: ["save", "check email guards", "handler", "expectsViolation", "in worker"]),
    CodeCase(
      "pdo: caught by its number", nil, "src/join.php",
      """
      <?php
      function join_club(PDO $pdo, string $email): bool {
          $pdo->beginTransaction();
          try {
      ↓        $pdo->prepare("INSERT INTO members (email) VALUES (?)")->execute([trim($email)]);
          } catch (PDOException $e) {
              if ($e->errorInfo[1] == 1062) {
                  return false;
              }
              throw $e;
          }
          $pdo->commit();
          return true;
      }
      """, table: "members", ["email"],
      facts: [
        "create", "handler without savepoint", "catchesWithoutSavepoint", "expectsViolation",
        "foldsBeforeWrite", "inTransaction",
      ]),
    CodeCase(
      "ecto: pipes", "ecto", "lib/shop/coupons.ex",
      """
      defmodule Shop.Coupons do
        import Ecto.Query

        def issue(code, shop_id) do
          taken =
            Coupon
            |> where([c], c.code == ^code)
            |> where(shop_id: ^shop_id)
            |> Repo.exists?()

          if taken, do: raise("taken")

          %Coupon{}
          |> Coupon.changeset(%{code: code, shop_id: shop_id})
      ↓    |> Repo.insert!()
        end
      end
      """, table: "coupons", ["code", "shop_id"], facts: ["create", "check code,shop_id guards"]),
    CodeCase(
      "ecto: with", "ecto", "lib/shop/carts.ex",
      """
      defmodule Shop.Carts do
        def open(user_id) do
          with nil <- Repo.get_by(Cart, user_id: user_id),
      ↓         {:ok, cart} <- Repo.insert(%Cart{user_id: user_id}) do
            {:ok, cart}
          end
        end
      end
      """, table: "carts", ["user_id"], facts: ["create", "check user_id guards"]),
  ]
}
