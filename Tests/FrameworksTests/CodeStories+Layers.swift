import DatabaseErrors

extension CodeCase {
  /// Look-ups and writes that models, modules and observers make by themselves, or that a function
  /// of another layer is told to make.
  static let layers: [CodeCase] = [
    CodeCase(
      "rails: a form object registers its check", "rails", "app/forms/boat_form.rb",
      """
      class BoatForm
        include ActiveModel::Model

        validate :sail_is_free

        def save
          return false unless valid?

      ↓    Boat.create!(sail: sail)
        end

        private

        def sail_is_free
          errors.add(:sail, :taken) if Boat.exists?(sail: sail)
        end
      end
      # ActiveRecord
      """, table: "boats", ["sail"], facts: ["create", "check sail guards"]),
    CodeCase(
      "rails: a module of the model counts rows", "rails", "app/services/moor.rb",
      """
      class Moor
        def call
      ↓    Berth.create!(pier_id: 1)
        end
      end
      # ActiveRecord
      """, table: "berths", ["number"], facts: ["create"], also: ["number computedFromRows"],
      files: [
        (
          "app/models/berth.rb",
          """
          class Berth < ApplicationRecord
            include Numbered
          end
          """
        ),
        (
          "app/models/concerns/numbered.rb",
          """
          module Numbered
            extend ActiveSupport::Concern

            included do
              before_create :take_number
            end

            def take_number
              self.number = self.class.maximum(:number).to_i + 1
            end
          end
          """
        ),
      ]),
    CodeCase(
      "laravel: an observer of the model written before", "laravel", "app/Actions/AddBoat.php",
      """
      <?php
      namespace App\\Actions;

      use App\\Models\\Boat;
      use App\\Models\\BoatPapers;

      class AddBoat
      {
          public function handle(string $name): Boat
          {
              $boat = Boat::create(['name' => $name]);
      ↓        BoatPapers::create(['boat_id' => $boat->id]);

              return $boat;
          }
      }
      """, table: "boat_papers", ["boat_id"], facts: ["create"], also: ["write create in callback"],
      files: [
        (
          "app/Models/Boat.php",
          """
          <?php
          class Boat extends Model
          {
              public function papers()
              {
                  return $this->hasOne(BoatPapers::class);
              }
          }
          """
        ),
        ("app/Models/BoatPapers.php", "<?php\nclass BoatPapers extends Model\n{\n}\n"),
        (
          "app/Observers/BoatObserver.php",
          """
          <?php
          class BoatObserver
          {
              public function created(Boat $boat): void
              {
                  $boat->papers()->create(['number' => 1]);
              }
          }
          """
        ),
        ("app/Providers/Boot.php", "<?php\nBoat::observe(BoatObserver::class);\n"),
      ]),
    CodeCase(
      "laravel: a scope of the model", "laravel", "app/Http/Controllers/BoatController.php",
      """
      <?php
      namespace App\\Http\\Controllers;

      class BoatController extends Controller
      {
          public function store(Request $request)
          {
              abort_if(Boat::afloat()->where('sail', $request->input('sail'))->exists(), 409);

      ↓        return Boat::create(['sail' => $request->input('sail')]);
          }
      }
      """, table: "boats", ["sail"], facts: ["create", "check sail {sunk_at IS NULL} guards"],
      files: [
        (
          "app/Models/Boat.php",
          """
          <?php
          class Boat extends Model
          {
              public function scopeAfloat($query): void
              {
                  $query->whereNull('sunk_at');
              }
          }
          """
        )
      ]),
    CodeCase(
      "typeorm: a hook of the entity folds", "typeorm", "src/boats.service.ts",
      """
      import { Repository } from 'typeorm';
      export class BoatsService {
        constructor(@InjectRepository(Boat) private readonly boats: Repository<Boat>) {}

        async enter(sail: string) {
          if (await this.boats.exists({ where: { sail } })) throw new Taken();
      ↓    return this.boats.save(this.boats.create({ sail }));
        }
      }
      """, table: "boat", ["sail"], facts: ["save", "check sail guards", "foldsBeforeWrite"],
      files: [
        (
          "src/boat.entity.ts",
          """
          @Entity()
          export class Boat {
            @Column({ unique: true })
            sail: string;

            @BeforeInsert()
            tidy() {
              this.sail = this.sail.trim().toUpperCase();
            }
          }
          """
        )
      ]),
  ]
}
