import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('press', '0007_roles'),
        ('regions', '0009_cue_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='claims',
            field=models.JSONField(default=list, help_text='Chacun à sa place, avec son chiffre, sa base et son verdict.', verbose_name='nombres du texte'),
        ),
        migrations.CreateModel(
            name='HistoricalRuling',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('field', models.CharField(max_length=20, verbose_name='champ')),
                ('words', models.CharField(max_length=120, verbose_name='nombre')),
                ('before', models.CharField(blank=True, max_length=200, verbose_name="mots d'avant")),
                ('after', models.CharField(blank=True, max_length=200, verbose_name="mots d'après")),
                ('kind', models.CharField(choices=[('bound', 'lié à un chiffre'), ('external', "chiffre d'une autre source"), ('not-statistic', 'pas une statistique'), ('overruled', 'maintenu malgré le contrôle')], max_length=20, verbose_name='décision')),
                ('reason', models.CharField(blank=True, help_text="D'où vient le nombre, ou pourquoi il reste.", max_length=500, verbose_name='source ou raison')),
                ('decided_at', models.DateTimeField(editable=False, verbose_name='décidé le')),
                ('history_change_reason', models.CharField(max_length=300, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('against', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.figure', verbose_name='écart avec')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('figure', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.figure', verbose_name='chiffre')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='press.release', verbose_name='communiqué')),
            ],
            options={
                'verbose_name': 'historical décision sur un nombre',
                'verbose_name_plural': 'historical décisions sur les nombres',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=20, verbose_name='champ')),
                ('words', models.CharField(max_length=120, verbose_name='nombre')),
                ('before', models.CharField(blank=True, max_length=200, verbose_name="mots d'avant")),
                ('after', models.CharField(blank=True, max_length=200, verbose_name="mots d'après")),
                ('kind', models.CharField(choices=[('bound', 'lié à un chiffre'), ('external', "chiffre d'une autre source"), ('not-statistic', 'pas une statistique'), ('overruled', 'maintenu malgré le contrôle')], max_length=20, verbose_name='décision')),
                ('reason', models.CharField(blank=True, help_text="D'où vient le nombre, ou pourquoi il reste.", max_length=500, verbose_name='source ou raison')),
                ('decided_at', models.DateTimeField(editable=False, verbose_name='décidé le')),
                ('against', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.figure', verbose_name='écart avec')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('figure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.figure', verbose_name='chiffre')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rulings', to='press.release', verbose_name='communiqué')),
            ],
            options={
                'verbose_name': 'décision sur un nombre',
                'verbose_name_plural': 'décisions sur les nombres',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('figure__isnull', False), ('kind', 'bound')), models.Q(models.Q(('kind', 'bound'), _negated=True), models.Q(('reason', ''), _negated=True), ('figure__isnull', True)), _connector='OR'), name='ruling_has_figure_or_reason', violation_error_message='Liez le nombre à un chiffre, ou donnez la source ou la raison.')],
            },
        ),
    ]
