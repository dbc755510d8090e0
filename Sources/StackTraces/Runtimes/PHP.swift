extension Runtime {
  /// PHP 5 to 8: uncaught and printed exceptions with those before them, Monolog's context,
  /// Collision's and Symfony's renderings on the console.
  public static let php = Runtime(
    name: "PHP",
    platforms: ["php"],
    marks: [".php(", ".php:", ".php on line ", "{main}", ".php line "],
    read: { lines in
      var reader = PHPReader(lines)
      return reader.readAll()
    },
    foreign: ForeignCode(
      folders: [
        "/vendor/", "/usr/share/php/", "/usr/share/pear/", "/usr/lib/php/", "/pear/",
        "/wp-includes/", "/wp-admin/", "/core/lib/Drupal/", "/web/core/", "/lib/Drupal/Core/",
        "/Zend/Db/", "/libraries/joomla/", "/libraries/src/", "/libraries/vendor/", "/phar:",
        "/includes/database/", "/system/Database/", "/system/database/", "/lib/Cake/",
        "/app/code/core/",
        "/var/cache/", "/storage/framework/views/", "/bootstrap/cache/",
      ],
      pathPrefixes: ["phar://", "[internal]"],
      pathSuffixes: ["/artisan", "eval()'d code"],
      modules: [
        "Illuminate", "Doctrine", "Symfony", "Laravel", "PDO", "PDOStatement", "Monolog", "yii",
        "Cake", "Propel", "Zend_Db", "Sentry", "Composer", "PHPUnit",
      ],
      generatedNames: [
        "PDOStatement::", "PDOStatement->", "PDO::", "PDO->", "mysqli::", "mysqli->", "mysqli_",
        "SQLite3::", "SQLite3->", "SQLite3Stmt", "pg_query", "pg_execute", "wpdb->", "wpdb::",
      ]),
    examples: [
      TraceExample(
        #"""
        PHP Fatal error:  Uncaught PDOException: SQLSTATE[23505]: Unique violation: 7 ERROR:  x
        DETAIL:  Key (sail_no)=(K-17) already exists. in /srv/harbour/vendor/illuminate/A.php:12
        Stack trace:
        #0 /srv/harbour/vendor/illuminate/A.php(12): PDOStatement->execute()
        #1 /srv/harbour/app/Boats.php(7): Illuminate\Database\Connection->insert('insert i...', Array)
        #2 [internal function]: App\Boats->App\{closure}(1)
        #3 /srv/harbour/public/index.php(3): App\Boats->register('K-17')
        #4 {main}

        Next App\Taken: K-17 is taken in /srv/harbour/app/Boats.php:9
        Stack trace:
        #0 /srv/harbour/public/index.php(3): App\Boats->register('K-17')
        #1 {main}
          thrown in /srv/harbour/app/Boats.php on line 9
        """#,
        exceptions: [
          "PDOException: SQLSTATE[23505]: Unique violation: 7 ERROR:  x\n"
            + "DETAIL:  Key (sail_no)=(K-17) already exists.",
          #"App\Taken: K-17 is taken"#,
        ],
        frames: ["public/index.php:3 nil", #"app/Boats.php:9 App\Boats->register"#]),
      TraceExample(
        #"""
        [2031-05-01 10:00:00] local.ERROR: K-17 is taken {"exception":"[object] (App\\Taken(code: 0): K-17 is taken at /srv/harbour/app/Boats.php:9)
        [stacktrace]
        #0 /srv/harbour/app/Desk.php(3): App\\Boats->register('K-17')
        #1 {main}

        [previous exception] [object] (PDOException(code: 23000): SQLSTATE[23000]: Integrity constraint violation: 19 UNIQUE constraint failed: boats.sail_no at /srv/harbour/app/Boats.php:7)
        [stacktrace]
        #0 /srv/harbour/app/Boats.php(7): PDOStatement->execute()
        #1 /srv/harbour/app/Desk.php(3): App\\Boats->register('K-17')
        #2 {main}
        "}
        """#,
        exceptions: [
          "PDOException: SQLSTATE[23000]: Integrity constraint violation: 19 UNIQUE constraint "
            + "failed: boats.sail_no", #"App\Taken: K-17 is taken"#,
        ],
        frames: ["app/Desk.php:3 nil", #"app/Boats.php:9 App\Boats->register"#]),
      TraceExample(
        #"""
           Illuminate\Database\QueryException

          SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry 'K-17' for key 'uq'

          at vendor/laravel/framework/src/Illuminate/Database/Connection.php:829
            825▕                     $this->getName(), $query
          ➜ 829▕             throw new QueryException(

              +12 vendor frames

          13  app/Http/Controllers/BoatController.php:25
              App\Models\Boat::create()
          14  public/index.php:3
              App\Http\Controllers\BoatController::store()
        """#,
        exceptions: [
          #"Illuminate\Database\QueryException: SQLSTATE[23000]: Integrity constraint violation: "#
            + "1062 Duplicate entry 'K-17' for key 'uq'"
        ],
        frames: [
          "public/index.php:3 nil",
          #"app/Http/Controllers/BoatController.php:25 App\Http\Controllers\BoatController::store"#,
          #"vendor/laravel/framework/src/Illuminate/Database/Connection.php:829 "#
            + #"App\Models\Boat::create"#,
        ]),
    ])
}
