// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** {@code paired-sounds}: pictures, each with a sound of the same label. */
final class PairedSoundsType implements DataSourceType {

    private static final Setting<Path> IMAGES =
            Setting.path("images", "An IDX file of pictures, plain or gzip, such as MNIST.")
                    .required();
    private static final Setting<Path> IMAGE_LABELS =
            Setting.path("image_labels", "The IDX file of their labels.").required();
    private static final Setting<Long> OFFSET =
            Setting.integer("offset", "Number of pictures that are left out at the beginning.")
                    .atLeast(0)
                    .orElse(0L);
    private static final Setting<Long> SAMPLES =
            Setting.integer("samples", "Number of records: of pictures, each of which occurs once.")
                    .atLeast(1)
                    .orElse(1_000L);
    private static final Setting<Double> MISSING =
            Setting.number(
                            "missing",
                            "Share of the records that lack either the picture or the sound, each as"
                                    + " often.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.0);
    private static final Setting<String> IMAGE_COLUMN =
            Setting.string("image_column", "Name of the column of pictures.").orElse("image");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "paired-sounds",
                "Pictures of an IDX file, each with a sound of the same label, drawn from WAV files"
                        + " as 'sounds' reads them.",
                IMAGES,
                IMAGE_LABELS,
                OFFSET,
                SAMPLES,
                DrawnRecords.SEED,
                MISSING,
                IMAGE_COLUMN,
                SoundColumns.PATH,
                SoundColumns.NAMES,
                SoundColumns.LABELS,
                SoundColumns.ONLY,
                SoundColumns.LIMIT,
                SoundColumns.SOUND_COLUMN,
                SoundColumns.RATE_COLUMN,
                SoundColumns.LABEL_COLUMN);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of(settings.get(IMAGE_COLUMN), ColumnType.IMAGE));
        columns.add(Column.of(settings.get(SoundColumns.SOUND_COLUMN), ColumnType.VECTOR));
        columns.add(Column.of(settings.get(SoundColumns.RATE_COLUMN), ColumnType.INTEGER));
        columns.add(Column.of(settings.get(SoundColumns.LABEL_COLUMN), ColumnType.TEXT));
        return Optional.of(new Schema(SoundColumns.distinct(columns)));
    }

    @Override
    public DataSource open(Settings settings) {
        Path images = settings.get(IMAGES);
        Path labels = settings.get(IMAGE_LABELS);
        IdxPictures pictures = IdxPictures.read(images, labels);
        SoundFiles files = SoundColumns.files(settings);
        SoundPool pool =
                SoundPool.read(
                        files,
                        SoundColumns.meaning(settings),
                        settings.get(SoundColumns.LABEL_COLUMN),
                        Optional.empty());
        int[] order = order(settings, pictures);
        Map<String, List<SoundPool.Member>> sounds = pool.labels();
        for (int index : order) {
            if (!sounds.containsKey(pictures.label(index))) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4544",
                                        "there is no sound of the label '%s'"
                                                .formatted(pictures.label(index)))
                                .where(settings.get(SoundColumns.PATH).toString())
                                .needs("a sound for each label of the pictures")
                                .have(String.join(", ", sounds.keySet()))
                                .fix("check 'names' and 'only'"));
            }
        }
        double missing = settings.get(MISSING);
        List<Path> read = new ArrayList<>(files.files());
        read.add(images);
        read.add(labels);
        return new DrawnRecords(
                descriptor().name(),
                schema(settings).orElseThrow(),
                order.length,
                settings.get(DrawnRecords.SEED),
                read,
                files.passedOver(),
                (number, random) -> {
                    int index = order[(int) number - 1];
                    String label = pictures.label(index);
                    List<SoundPool.Member> own = sounds.get(label);
                    SoundPool.Member sound = own.get(random.nextInt(own.size()));
                    double fate = random.nextDouble();
                    boolean seen = fate >= missing / 2;
                    boolean heard = fate < missing / 2 || fate >= missing;
                    return new Object[] {
                        seen ? pictures.picture(index) : null,
                        heard ? sound.sound().samples() : null,
                        heard ? (long) sound.sound().rate() : null,
                        label
                    };
                });
    }

    /** Returns which pictures the records have, in random order. */
    private static int[] order(Settings settings, IdxPictures pictures) {
        long offset = settings.get(OFFSET);
        long samples = settings.get(SAMPLES);
        if (offset + samples > pictures.count()) {
            throw new DataException(
                    Problem.of("SORA-4545", "there are not as many pictures as records")
                            .where(settings.get(IMAGES).toString())
                            .needs("%d pictures after the first %d".formatted(samples, offset))
                            .have(String.valueOf(Math.max(0, pictures.count() - offset)))
                            .fix("lower 'samples' or 'offset'"));
        }
        int[] order = new int[(int) samples];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) offset + i;
        }
        SplittableRandom random = new SplittableRandom(settings.get(DrawnRecords.SEED));
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        return order;
    }
}
