extension CodeCase {
  static let ruby: [CodeCase] = [
    CodeCase(
      "rails: looks, then creates", "rails", "app/controllers/plots_controller.rb",
      """
      class PlotsController < ApplicationController
        def create
          if Plot.exists?(row: params[:row], number: params[:number])
            return render json: { error: "taken" }, status: :conflict
          end
      ↓    plot = Plot.create!(row: params[:row], number: params[:number])
          render json: plot
        end
      end
      """, table: "plots", ["row", "number"], facts: ["create", "check row,number guards"],
      also: ["row client", "whole"]),
    CodeCase(
      "rails: takes what comes", "rails", "app/controllers/plots_controller.rb",
      """
      class PlotsController < ApplicationController
        def create
          @plot = Plot.new(plot_params)
      ↓    if @plot.save
            redirect_to @plot
          else
            render :new
          end
        end
      end
      """, table: "plots", ["number"], facts: ["save"], also: ["whole"]),
    CodeCase(
      "rails: looks by a part of the key through a parent", "rails", "app/services/enrolment.rb",
      """
      class Enrolment < ApplicationService
        def call
          existing = course.seats.find_by(number: number)
          return existing if existing
      ↓    Seat.create!(course: course, number: number, term: term)
        end
      end
      # ActiveRecord
      """, table: "seats", ["course_id", "number", "term"],
      facts: ["create", "check number {course_id} guards"]),
    CodeCase(
      "rails: helper with a column too many", "rails", "app/models/member.rb",
      """
      class Member < ApplicationRecord
        def self.admit(card, name)
      ↓    find_or_create_by!(card: card, name: name)
        end
      end
      """, table: "members", ["card"], facts: ["upsert", "upsert find_or_create_by!(card,name)"]),
    CodeCase(
      "rails: helper on another model", "rails", "app/services/admit.rb",
      """
      class Admit
        include Rails.application.helpers
        def call(card, name)
      ↓    Member.find_or_create_by!(card: card, name: name) { |member| member.since = Date.today }
        end
      end
      """, table: "members", ["card"], facts: ["upsert", "upsert find_or_create_by!(card,name)"]),
    CodeCase(
      "rails: helper that reads again", "rails", "app/jobs/admit_job.rb",
      """
      class AdmitJob < ApplicationJob
        def perform(card)
      ↓    Member.create_or_find_by(card: card)
        end
      end
      """, table: "members", ["card"],
      facts: ["upsert", "upsert create_or_find_by(card) again", "in worker"]),
    CodeCase(
      "rails: soft delete and a validation", "rails", "app/services/reopen.rb",
      """
      class Reopen < ApplicationService
        def call(code)
      ↓    Voucher.create!(code: code.strip.downcase)
        end
      end
      # Rails.logger
      """, table: "vouchers", ["code"],
      facts: ["create", "check code folds guards", "foldsBeforeWrite", "hidesRows"],
      also: ["validator Voucher(code)"],
      files: [
        (
          "app/models/voucher.rb",
          """
          class Voucher < ApplicationRecord
            default_scope { where(deleted_at: nil) }
            validates :code, presence: true, uniqueness: { case_sensitive: false }
          end
          """
        )
      ]),
    CodeCase(
      "rails: validation is passed by", "rails", "app/services/load_codes.rb",
      """
      class LoadCodes < ApplicationService
        def call(rows)
          rows.each do |row|
      ↓      Voucher.new(code: row["code"]).save(validate: false)
          end
        end
      end
      # ActiveRecord
      """, table: "vouchers", ["code"],
      facts: ["save", "bypassesValidation", "writesMany"],
      files: [
        (
          "app/models/voucher.rb",
          """
          class Voucher < ApplicationRecord
            validates :code, uniqueness: true
          end
          """
        )
      ]),
    CodeCase(
      "rails: caught inside of a transaction", "rails", "app/services/stock_in.rb",
      """
      class StockIn < ApplicationService
        def call(items)
          ActiveRecord::Base.transaction do
            items.each do |item|
              begin
      ↓          Lot.create!(code: item.code)
              rescue ActiveRecord::RecordNotUnique
                Rails.logger.info("known")
              end
            end
          end
        end
      end
      """, table: "lots", ["code"],
      facts: [
        "create", "handler without savepoint", "catchesWithoutSavepoint", "expectsViolation",
        "inTransaction", "writesMany",
      ]),
    CodeCase(
      "rails: caught in a savepoint", "rails", "app/services/stock_in.rb",
      """
      class StockIn < ApplicationService
        def call(item)
          Lot.transaction do
            begin
              Lot.transaction(requires_new: true) do
      ↓          Lot.create!(code: item.code)
              end
            rescue ActiveRecord::RecordNotUnique
              Lot.find_by!(code: item.code)
            end
          end
        end
      end
      # ActiveRecord
      """, table: "lots", ["code"],
      facts: ["create", "handler", "expectsViolation", "inTransaction"]),
    CodeCase(
      "rails: remote call between look and write", "rails", "app/services/link_account.rb",
      """
      class LinkAccount < ApplicationService
        def call(user, token)
          return if Link.find_by(token: token)
          profile = HTTParty.get("https://id.example/me")
      ↓    user.links.create!(token: token, name: profile["name"])
        end
      end
      # ActiveRecord
      """, table: "links", ["token"],
      facts: ["create", "check token guards", "slowStepBeforeWrite"], also: ["name external"]),
    CodeCase(
      "rails: next number from the rows", "rails", "app/models/concerns/numbered.rb",
      """
      class InvoiceBuilder < ApplicationService
        def build(customer)
          number = Invoice.where(customer_id: customer.id).maximum(:number).to_i + 1
          invoice = Invoice.new(customer: customer, number: number)
      ↓    invoice.save!
        end
      end
      # ActiveRecord
      """, table: "invoices", ["customer_id", "number"],
      facts: ["save", "check customer_id"], also: ["number computedFromRows"]),
    CodeCase(
      "rails: a migration", "rails", "db/migrate/20240102030405_fill_codes.rb",
      """
      class FillCodes < ActiveRecord::Migration[7.0]
        def up
          Plot.find_each do |plot|
      ↓      plot.update!(code: plot.name.parameterize)
          end
        end
      end
      """, table: "plots", ["code"],
      facts: ["update", "movesKeysOneByOne", "writesMany", "in migration"],
      also: ["code generator"]),
    CodeCase(
      "rails: copies a row", "rails", "app/services/copy_menu.rb",
      """
      class CopyMenu < ApplicationService
        def call(id)
          source = Menu.find(id)
          copy = source.dup
      ↓    copy.save!
        end
      end
      # ActiveRecord
      """, table: "menus", ["slug"], facts: ["save", "check id", "copiesRow"]),
    CodeCase(
      "rails: an excerpt that begins in the middle", "rails",
      "app/controllers/api/tokens_controller.rb",
      """
            head :forbidden and return
          end

          token = Token.find_by(device: params[:device])
          unless token
      ↓      token = Token.create!(device: params[:device])
          end
          render json: token # ActionController
        end
      """, table: "tokens", ["device"], facts: ["create", "check device guards"],
      also: ["excerpt"], isExcerpt: true),
    CodeCase(
      "ruby with pg: plain statements", nil, "lib/boxes.rb",
      """
      require "pg"
      def add_box(conn, label)
        found = conn.exec_params("SELECT 1 FROM boxes WHERE label = $1", [label])
        return unless found.ntuples.zero?
      ↓  conn.exec_params("INSERT INTO boxes (label) VALUES ($1)", [label])
      rescue PG::UniqueViolation
        nil
      end
      """, table: "boxes", ["label"],
      facts: ["create", "check label guards", "handler", "expectsViolation"]),
    CodeCase(
      "sequel: data sets", "sequel", "app/boxes.rb",
      """
      DB = Sequel.connect(ENV["URL"])
      post "/boxes" do
        if DB[:boxes].where(label: params[:label]).empty?
      ↓    DB[:boxes].insert(label: params[:label], room: 3)
        end
      end
      """, table: "boxes", ["label"], facts: ["create", "check label guards"],
      also: ["label client", "room constant"]),
  ]
}
