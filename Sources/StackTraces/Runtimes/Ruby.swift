extension Runtime {
  /// Ruby 1.8 to 3.4: uncaught exceptions in both orders, with their causes; Rails' logs and error
  /// pages, rake, RSpec and minitest, and whatever prints a class, a message and a backtrace.
  public static let ruby = Runtime(
    name: "Ruby",
    platforms: ["ruby"],
    marks: [":in `", ":in '", ".rb:", ".rake:", ".ru:", ".erb:", "(irb):", ".rb\", line "],
    read: { lines in
      var reader = RubyReader(lines)
      return reader.readAll()
    },
    foreign: ForeignCode(
      folders: [
        "/gems/", "/lib/ruby/", "/vendor/bundle/", "/vendor/ruby/", "/vendor/cache/",
        "/rubygems/", "/rubygems-integration/", "/vendor_ruby/", "/site_ruby/",
        "/.rbenv/versions/", "/.rvm/rubies/", "/installs/ruby/", "/.rubies/",
        "/truffleruby/", "/jruby/", "/bin/rails", "/bin/rake", "/bin/bundle", "/bin/rspec",
        "/bin/puma", "/bin/irb", "/bin/ruby", "/sbin/",
      ],
      pathPrefixes: ["<internal:", "(eval", "org/jruby/"],
      modules: [
        "active_record", "active_support", "action_controller", "action_dispatch", "action_view",
        "abstract_controller", "active_model", "active_job", "rails", "railties", "rack", "sequel",
        "pg", "mysql2", "trilogy", "sqlite3", "sidekiq", "puma", "sentry", "data_mapper", "rom",
        "mongoid", "mongo", "bootsnap", "zeitwerk", "rspec", "minitest", "rake", "thor",
      ]),
    chainsWhileHandling: true,
    examples: [
      TraceExample(
        """
        /srv/harbour/app/models/boat.rb:12:in `create!': PG::UniqueViolation: ERROR:  duplicate key \
        value violates unique constraint "uq" (ActiveRecord::RecordNotUnique)
        DETAIL:  Key (sail_no)=(K-17) already exists.
        \tfrom /usr/lib/ruby/gems/3.3.0/gems/activerecord-7.1.3/lib/active_record/a.rb:9:in `each'
        \tfrom /srv/harbour/bin/register:3:in `<main>'
        /srv/harbour/app/models/boat.rb:12:in `exec_params': ERROR:  duplicate key value violates \
        unique constraint "uq" (PG::UniqueViolation)
        DETAIL:  Key (sail_no)=(K-17) already exists.
        \tfrom /srv/harbour/bin/register:3:in `<main>'
        """,
        exceptions: [
          "PG::UniqueViolation: ERROR:  duplicate key value violates unique constraint \"uq\"\n"
            + "DETAIL:  Key (sail_no)=(K-17) already exists.",
          "ActiveRecord::RecordNotUnique: PG::UniqueViolation: ERROR:  duplicate key value "
            + "violates unique constraint \"uq\"\nDETAIL:  Key (sail_no)=(K-17) already exists.",
        ],
        frames: [
          "bin/register:3 <main>", "activerecord-7.1.3/lib/active_record/a.rb:9 each",
          "app/models/boat.rb:12 create!",
        ]),
      TraceExample(
        """
        F, [2031-05-01T10:00:00.123456 #12] FATAL -- : [a1b2]
        [a1b2] ActiveRecord::NotNullViolation (Mysql2::Error: Column 'name' cannot be null):
        [a1b2]
        [a1b2] app/models/boat.rb:12:in 'Boat#register'
        [a1b2] app/controllers/boats_controller.rb:7:in 'block in BoatsController#create'
        """,
        exceptions: [
          "ActiveRecord::NotNullViolation: Mysql2::Error: Column 'name' cannot be null"
        ],
        frames: [
          "app/controllers/boats_controller.rb:7 block in BoatsController#create",
          "app/models/boat.rb:12 Boat#register",
        ]),
      TraceExample(
        """
        Traceback (most recent call last):
        \t2: from boats.rb:9:in `<main>'
        \t1: from boats.rb:5:in `each'
        boats.rb:3:in `register': UNIQUE constraint failed: boats.sail_no (SQLite3::ConstraintException)
        """,
        exceptions: [
          "SQLite3::ConstraintException: UNIQUE constraint failed: boats.sail_no"
        ], frames: ["boats.rb:9 <main>", "boats.rb:5 each", "boats.rb:3 register"]),
      TraceExample(
        """
             Failure/Error: Boat.create!(sail_no: number)

             ActiveRecord::RecordNotUnique:
               SQLite3::ConstraintException: UNIQUE constraint failed: boats.sail_no
             # ./app/models/boat.rb:12:in `register'
             # ./spec/models/boat_spec.rb:4:in `block (2 levels) in <top (required)>'
             # ------------------
             # --- Caused by: ---
             # SQLite3::ConstraintException:
             #   UNIQUE constraint failed: boats.sail_no
             #   ./app/models/boat.rb:12:in `register'
        """,
        exceptions: [
          "SQLite3::ConstraintException: UNIQUE constraint failed: boats.sail_no",
          "ActiveRecord::RecordNotUnique: SQLite3::ConstraintException: UNIQUE constraint failed: "
            + "boats.sail_no",
        ],
        frames: [
          "spec/models/boat_spec.rb:4 block (2 levels) in <top (required)>",
          "app/models/boat.rb:12 register",
        ]),
    ])
}
