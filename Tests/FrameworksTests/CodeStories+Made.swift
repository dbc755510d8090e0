import DatabaseErrors

extension CodeCase {
  /// Rows that the path has made itself, connections of which there are several, and what a unit of
  /// work sends last.
  static let made: [CodeCase] = [
    CodeCase(
      "rails: lines of an order that is new", "rails", "app/services/place.rb",
      """
      class Place
        def call(articles)
          order = Order.create!(state: "open")
          articles.each do |article|
      ↓      Item.create!(order: order, article: article)
          end
        end
      end
      # ActiveRecord
      """, table: "items", ["order_id", "article_id"], facts: ["create", "writesMany"],
      also: ["order_id madeBefore"]),
    CodeCase(
      "rails: lines of a new order, made through it", "rails", "app/services/place.rb",
      """
      class Place
        def call(articles)
          order = Order.create!(state: "open")
          articles.each { |article|
      ↓      order.items.create!(article_id: article)
          }
        end
      end
      # ActiveRecord
      """, table: "items", ["order_id", "article_id"], facts: ["create", "writesMany"],
      also: ["order_id madeBefore"]),
    CodeCase(
      "laravel: a row of a new parent", "laravel", "app/Actions/CreateTeam.php",
      """
      <?php
      namespace App\\Actions;
      use Illuminate\\Support\\Facades\\DB;
      class CreateTeam
      {
          public function handle(array $data)
          {
              $team = new Team(['name' => $data['name']]);
              $team->save();
      ↓        Settings::create(['team_id' => $team->id, 'theme' => 'light']);
          }
      }
      """, table: "settings", ["team_id"], facts: ["create"], also: ["team_id madeBefore"]),
    CodeCase(
      "go: the id that an INSERT gave back", "go-sql", "polls/polls.go",
      """
      package polls

      import "database/sql"

      func (p *Polls) Create(db *sql.DB, title string, labels []string) error {
      	var pollID int64
      	if err := db.QueryRow(`INSERT INTO polls (title) VALUES ($1) RETURNING id`, title).Scan(&pollID); err != nil {
      		return err
      	}
      	for _, label := range labels {
      ↓		if _, err := db.Exec(`INSERT INTO options (poll_id, label) VALUES ($1, $2)`, pollID, label); err != nil {
      			return err
      		}
      	}
      	return nil
      }
      """, table: "options", ["poll_id", "label"], facts: ["create", "writesMany"],
      also: ["poll_id madeBefore"]),
    CodeCase(
      "node: a replica is asked", "knex", "src/names.js",
      """
      const { reader, writer } = require('./knex');

      async function reserve(name) {
        const row = await reader('names').where({ name }).first();
        if (row) throw new Error('reserved');
      ↓  await writer('names').insert({ name });
      }
      """, table: "names", ["name"], facts: ["create", "check name guards", "looksInStaleRows"]),
    CodeCase(
      "node: the writer is asked", "knex", "src/names.js",
      """
      const { reader, writer } = require('./knex');

      async function reserve(name) {
        const row = await writer('names').where({ name }).first();
        if (row) throw new Error('reserved');
      ↓  await writer('names').insert({ name });
      }
      """, table: "names", ["name"], facts: ["create", "check name guards"]),
    CodeCase(
      "laravel: a cached bound is no look-up", "laravel", "app/Services/Aliases.php",
      """
      <?php
      namespace App\\Services;
      use Illuminate\\Support\\Facades\\Cache;
      class Aliases
      {
          public function reserve(string $name)
          {
              $limit = Cache::get('aliases:limit', 20);
              if (strlen($name) > $limit) {
                  throw new TooLong($name);
              }
      ↓        return Alias::create(['name' => $name]);
          }
      }
      """, table: "aliases", ["name"], facts: ["create"]),
  ]
}
