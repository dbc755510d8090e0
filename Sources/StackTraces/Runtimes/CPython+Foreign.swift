extension ForeignCode {
  /// Python's installers, its standard library, and the packages between an application and its
  /// database or those that call the application.
  static let python = ForeignCode(
    folders: [
      "/site-packages/", "/dist-packages/", "/lib/python2", "/lib/python3", "/lib64/python3",
      "/python3.zip/", "/Python.framework/", "/.pyenv/versions/", "/pypy3",
    ],
    pathSuffixes: [".pyx", ".pxd", ".pxi", ".so", ".c", ".cpp", ".dylib"],
    modules: [
      "django", "rest_framework", "psycopg", "psycopg2", "psycopg_binary", "psycopg_pool",
      "psycopg_c",
      "asyncpg", "MySQLdb", "pymysql", "mysql", "mariadb", "aiomysql", "asyncmy", "aiosqlite",
      "sqlalchemy", "alembic", "flask", "flask_sqlalchemy", "werkzeug", "starlette", "fastapi",
      "uvicorn", "gunicorn", "hypercorn", "uwsgidecorators", "celery", "kombu", "billiard", "rq",
      "dramatiq", "huey", "sentry_sdk", "asgiref", "anyio", "gevent", "greenlet", "eventlet",
      "peewee",
      "tortoise", "pony", "pydantic", "pydantic_core", "wagtail", "_pytest", "pytest", "pluggy",
      "pytest_django", "whitenoise", "debug_toolbar", "waitress", "tornado", "aiohttp", "oracledb",
      "cx_Oracle", "pyodbc", "sqlmodel", "ninja", "graphene", "graphene_django", "strawberry",
      "channels", "daphne", "newrelic", "ddtrace", "opentelemetry", "elasticapm",
    ],
    standardModules: [
      "asyncio", "threading", "concurrent", "socket", "socketserver", "ssl", "http", "urllib",
      "json",
      "logging", "importlib", "contextlib", "functools", "unittest", "runpy", "multiprocessing",
      "selectors", "sqlite3", "wsgiref", "xmlrpc", "email", "encodings", "collections", "inspect",
      "queue", "sched", "subprocess", "tempfile", "traceback", "typing", "zipfile", "pickle",
      "codecs",
      "dataclasses", "decimal", "ctypes", "csv", "copy", "ast", "code", "cmd", "pdb", "cProfile",
    ])
}
