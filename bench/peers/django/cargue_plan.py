"""The plan's design in one module: settings, model, views, consumer, and the ASGI application."""

import json
import logging
import os

import django
from django.conf import settings

logging.basicConfig(level=logging.ERROR)

settings.configure(
    DEBUG=False,
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],  # it tells the length of answers
    INSTALLED_APPS=["channels"],
    USE_TZ=True,
    LOGGING_CONFIG=None,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ["PGHOST"],
            "PORT": os.environ["PGPORT"],
            "NAME": os.environ["PGDATABASE"],
            "USER": os.environ["PGUSER"],
            "PASSWORD": os.environ["PGPASSWORD"],
            # Kept connections: CONN_MAX_AGE leaks them under ASGI, where requests have threads of their own.
            "OPTIONS": {"pool": {"min_size": 2, "max_size": 16}},
        }
    },
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [os.environ["REDIS_URL"]]},
        }
    },
)
django.setup()

from asgiref.sync import async_to_sync  # noqa: E402
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import path, re_path  # noqa: E402


class Renglon(models.Model):
    vendedor_id = models.CharField(max_length=20)
    dia = models.CharField(max_length=10)
    fecha = models.DateField()
    producto = models.CharField(max_length=255)
    cantidad = models.IntegerField(default=0)
    adicional = models.IntegerField(default=0)
    dctos = models.IntegerField(default=0)
    devoluciones = models.IntegerField(default=0)
    vencidas = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    v = models.BooleanField(default=False)
    d = models.BooleanField(default=False)
    fecha_actualizacion = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "channels"
        db_table = "renglon"
        constraints = [
            models.UniqueConstraint(fields=["vendedor_id", "dia", "fecha", "producto"], name="un_renglon")
        ]

    def save(self, *args, **kwargs):
        self.total = self.cantidad - self.dctos + self.adicional - self.devoluciones - self.vencidas
        super().save(*args, **kwargs)


def guardar_sugerido(request):
    sheet = json.loads(request.body)
    Renglon.objects.bulk_create(
        Renglon(
            vendedor_id=sheet["vendedor_id"],
            dia=sheet["dia"],
            fecha=sheet["fecha"],
            producto=product["nombre"],
            cantidad=product["cantidad"],
            total=product["cantidad"],
        )
        for product in sheet["productos"]
    )
    return JsonResponse({"success": True})


def actualizar_check_despachador(request):
    check = json.loads(request.body)
    row = Renglon.objects.filter(
        vendedor_id=check["vendedor_id"], dia=check["dia"], fecha=check["fecha"], producto=check["producto"]
    ).first()
    if row is None:
        return JsonResponse({"success": False, "error": "PRODUCTO_NO_ENCONTRADO"}, status=404)
    if check["d"] and row.total <= 0:
        return JsonResponse({"success": False, "error": "TOTAL_INVALIDO"}, status=400)
    row.d = check["d"]
    row.save()
    async_to_sync(get_channel_layer().group_send)(
        f"cargue_{row.vendedor_id}",
        {
            "type": "check_update",
            "producto": row.producto,
            "v": row.v,
            "d": row.d,
            "dia": row.dia,
            "fecha": check["fecha"],
            "n": check["n"],  # the bench's number of the check
        },
    )
    return JsonResponse(
        {
            "success": True,
            "message": "Check actualizado correctamente",
            "v": row.v,
            "d": row.d,
            "total": row.total,
            "n": check["n"],
        }
    )


class CargueConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.group = f"cargue_{self.scope['url_route']['kwargs']['vendedor_id']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def check_update(self, event):
        await self.send(text_data=json.dumps(event))


urlpatterns = [
    path("api/guardar-sugerido/", guardar_sugerido),
    path("api/actualizar-check-despachador/", actualizar_check_despachador),
]

application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": URLRouter([re_path(r"ws/cargue/(?P<vendedor_id>\w+)/$", CargueConsumer.as_asgi())]),
    }
)


def create_table():
    with connection.schema_editor() as editor:
        editor.create_model(Renglon)


if __name__ == "__main__":
    create_table()
