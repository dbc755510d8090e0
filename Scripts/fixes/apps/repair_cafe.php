<?php

// The bugs of fixtures/apps/repair_cafe: each function makes the office fail as people do.
//
//     php repair_cafe.php NAME    in a copy of the app's folder, on its database

require getcwd() . '/autoload.php';

use Cafe\Database;
use Cafe\Office;

/** Each request in a process of its own; writers of the table are held until all have looked. */
function atOnce(string $table, array $requests): void
{
    $callers = [];
    foreach ($requests as [$path, $body]) {
        [$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        if (pcntl_fork() === 0) {
            $office = new Office(Database::connect());
            fread($theirs, 1);
            $office->handle('POST', $path, $body);
            exit(0);
        }
        fclose($theirs);
        $callers[] = $ours;
    }
    $gate = Database::connect();
    $gate->beginTransaction();
    $gate->exec("LOCK TABLE $table IN SHARE MODE");
    array_walk($callers, static fn ($caller) => fwrite($caller, '.'));
    $waiting = "SELECT count(*) FROM pg_locks WHERE relation = '$table'::regclass AND NOT granted";
    for ($tries = 0; $tries < 200; $tries++) {
        if ($gate->query($waiting)->fetchColumn() === count($callers)) {
            break;
        }
        usleep(25000);
    }
    $gate->commit();
    while (pcntl_wait($status) > 0);
}

function post(string $path, array $body): array
{
    return (new Office(Database::connect()))->handle('POST', $path, $body)[1];
}

$bugs = [
    'enlist_twice' => static function (): void {
        foreach (['Grete Harms', 'Grete H.'] as $name) {
            post('/helpers', ['name' => $name, 'phone' => '0421 5551']);
        }
    },
    'enlist_without_phone' => static function (): void {
        post('/helpers', ['name' => 'Hinrich Voss']);
    },
    'book_at_once' => static function (): void {
        $sitting = post('/sittings', ['day' => '2026-05-09'])['id'];
        $seat = ['sitting' => $sitting, 'seat' => 4];
        $book = static fn ($thing) => ['/bookings', $seat + ['thing' => $thing]];
        atOnce('bookings', [$book('a toaster'), $book('a radio')]);
    },
    'shelve_at_once' => static function (): void {
        $shelve = static fn ($name) => ['/tools', ['mark' => 'B2', 'name' => $name]];
        atOnce('tools', [$shelve('torque wrench'), $shelve('soldering iron')]);
    },
];

$pdo = Database::connect();
if ($pdo->query("SELECT to_regclass('helpers')")->fetchColumn() === null) {
    $pdo->exec(file_get_contents('db/schema.sql'));
}
$pdo = null;
$bugs[$argv[1]]();
