// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.sound.wave.Sound;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** {@code joined-sounds}: sounds of folders, several of them one after the other in a record. */
final class JoinedSoundsType implements DataSourceType {

    private static final Setting<Long> SAMPLES =
            Setting.integer("samples", "Number of records.")
                    .atLeast(1)
                    .atMost(1_000_000_000)
                    .orElse(1_000L);
    private static final Setting<Long> LEAST =
            Setting.integer("least", "Least number of sounds in a record.")
                    .atLeast(1)
                    .atMost(100)
                    .orElse(1L);
    private static final Setting<Long> MOST =
            Setting.integer("most", "Greatest number of sounds in a record.")
                    .atLeast(1)
                    .atMost(100)
                    .orElse(5L);
    private static final Setting<Double> GAP =
            Setting.number("gap", "Greatest pause between sounds, in seconds, of zeros.")
                    .atLeast(0)
                    .atMost(10)
                    .orElse(0.1);
    private static final Setting<String> GROUP =
            Setting.string(
                    "group",
                    "A column of which all sounds of a record have the same value, such as"
                            + " speaker.");
    private static final Setting<String> TEXT_COLUMN =
            Setting.string("text_column", "Name of the column of the labels, with spaces between.")
                    .orElse("text");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "joined-sounds",
                "Records of several sounds one after the other, drawn from WAV files as 'sounds'"
                        + " reads them; their labels in order are the text.",
                SoundColumns.PATH,
                SoundColumns.NAMES,
                SoundColumns.LABELS,
                SoundColumns.ONLY,
                SoundColumns.LIMIT,
                SoundColumns.SOUND_COLUMN,
                SoundColumns.RATE_COLUMN,
                SoundColumns.LABEL_COLUMN,
                TEXT_COLUMN,
                GROUP,
                LEAST,
                MOST,
                GAP,
                SAMPLES,
                DrawnRecords.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of(settings.get(SoundColumns.SOUND_COLUMN), ColumnType.VECTOR));
        columns.add(Column.of(settings.get(SoundColumns.RATE_COLUMN), ColumnType.INTEGER));
        columns.add(Column.of(settings.get(TEXT_COLUMN), ColumnType.TEXT));
        settings.find(GROUP).ifPresent(name -> columns.add(Column.of(name, ColumnType.TEXT)));
        return Optional.of(new Schema(SoundColumns.distinct(columns)));
    }

    @Override
    public DataSource open(Settings settings) {
        long least = settings.get(LEAST);
        long most = settings.get(MOST);
        if (least > most) {
            throw new SoraException(
                    Problem.of("SORA-4540", "the least number of sounds is above the greatest")
                            .needs("'least' up to 'most', which is " + most)
                            .have(String.valueOf(least))
                            .fix("lower 'least', or raise 'most'"));
        }
        SoundFiles files = SoundColumns.files(settings);
        Optional<String> group = settings.find(GROUP);
        SoundPool pool =
                SoundPool.read(
                                files,
                                SoundColumns.meaning(settings),
                                settings.get(SoundColumns.LABEL_COLUMN),
                                group)
                        .ofOneRate();
        List<List<SoundPool.Member>> groups = List.copyOf(pool.groups().values());
        double gap = settings.get(GAP);
        return new DrawnRecords(
                descriptor().name(),
                schema(settings).orElseThrow(),
                settings.get(SAMPLES),
                settings.get(DrawnRecords.SEED),
                files.files(),
                files.passedOver(),
                (number, random) -> {
                    List<SoundPool.Member> members = groups.get(random.nextInt(groups.size()));
                    int count = random.nextInt((int) least, (int) most + 1);
                    List<SoundPool.Member> drawn = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        drawn.add(members.get(random.nextInt(members.size())));
                    }
                    List<Object> values = new ArrayList<>();
                    int rate = drawn.get(0).sound().rate();
                    values.add(joined(drawn, (int) (gap * rate), random));
                    values.add((long) rate);
                    values.add(
                            String.join(" ", drawn.stream().map(SoundPool.Member::label).toList()));
                    if (group.isPresent()) {
                        values.add(drawn.get(0).group());
                    }
                    return values.toArray();
                });
    }

    private static float[] joined(List<SoundPool.Member> drawn, int gap, RandomGenerator random) {
        int[] starts = new int[drawn.size()];
        long end = 0;
        for (int i = 0; i < starts.length; i++) {
            end += i == 0 ? 0 : random.nextInt(gap + 1);
            starts[i] = (int) end;
            end += drawn.get(i).sound().samples().length;
        }
        if (end > Sound.MOST_SAMPLES) {
            throw new SoraException(
                    Problem.of("SORA-4541", "the joined sounds are too long")
                            .needs("at most %d samples in a record".formatted(Sound.MOST_SAMPLES))
                            .have(String.valueOf(end))
                            .fix("lower 'most'"));
        }
        float[] samples = new float[(int) end];
        for (int i = 0; i < starts.length; i++) {
            float[] own = drawn.get(i).sound().samples();
            System.arraycopy(own, 0, samples, starts[i], own.length);
        }
        return samples;
    }
}
