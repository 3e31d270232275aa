"""How gunicorn serves the tracker behind a reverse proxy on the same computer."""

from gunicorn.glogging import Logger

from tracker.logs import Json


class OneLog(Logger):
    """The server's own lines in the form of all others: they would name addresses that people asked for."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Json())


bind = "unix:/run/tracker/web.sock"
wsgi_app = "run:app"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60  # a large file is checked within a request
graceful_timeout = 30
max_requests = 2000  # a leak in a library never grows old
max_requests_jitter = 200
logger_class = OneLog
loglevel = "warning"
