# The bugs of fixtures/apps/boat_yard: each method makes the running yard fail as people do.
#
#     ruby boat_yard.rb NAME    in a copy of the app's folder, on its database

ENV["RAILS_ENV"] = "production"
require File.join(Dir.pwd, "config/environment")
require "rack/mock"

YARD = Rack::MockRequest.new(Rails.application)

def post(path, **params)
  YARD.post(path, params: params)
end

# Holds writers of the table until all requests have looked.
def at_once(table, count)
  callers = []
  ActiveRecord::Base.transaction do
    connection = ActiveRecord::Base.connection
    connection.execute("LOCK TABLE #{table} IN SHARE MODE")
    callers = Array.new(count) { Thread.new { yield } }
    waiting = "SELECT count(*) FROM pg_locks WHERE relation = '#{table}'::regclass AND NOT granted"
    200.times { sleep 0.025 if connection.select_value(waiting) < count }
  end
  callers.each(&:join)
end

# What people do until the yard fails.
class Bugs
  def owner_twice
    2.times { post "/owners", owner: { name: "Eva Lund", email: "eva@example.org" } }
  end

  def boat_at_once
    owner = Owner.create!(name: "Nils", email: "nils@example.org")
    at_once("boats", 2) do
      post "/boats", boat: { owner_id: owner.id, name: "Kiek", hull: "DE-FK-2201" }
    end
  end

  def place_at_once
    owner = Owner.create!(name: "Mia", email: "mia@example.org")
    boats = %w[1 2].map { |name| owner.boats.create!(name: name, hull: "DE-FK-310#{name}") }
    at_once("slots", 2) { post "/boats/#{boats.first.id}/slots", day: "2025-10-04", place: "B7" }
  end

  def payment_twice
    2.times { post "/webhooks/payments", reference: "RF18-5390-0754", cents: "12500" }
  end
end

ActiveRecord::Migration.verbose = false
load File.join(Dir.pwd, "db/schema.rb") unless ActiveRecord::Base.connection.table_exists?("boats")
Bugs.new.public_send(ARGV.fetch(0))
