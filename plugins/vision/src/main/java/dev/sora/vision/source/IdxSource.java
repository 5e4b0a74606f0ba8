// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a file of images and optionally one of labels. Headers are checked when the source is
 * opened.
 */
final class IdxSource implements DataSource {

    private final Schema schema;
    private final Path images;
    private final Optional<Path> labels;
    private final long first;
    private final long end;

    IdxSource(Schema schema, Path images, Optional<Path> labels, long offset, OptionalLong limit) {
        this.schema = schema;
        this.images = images;
        this.labels = labels;
        long count;
        try (IdxFile file = openImages()) {
            count = file.count();
        }
        labels.ifPresent(path -> compare(path, count));
        this.first = offset;
        this.end = first + Math.min(Math.max(0, count - first), limit.orElse(Long.MAX_VALUE));
        if (first >= end) {
            throw new DataException(
                    Problem.of("SORA-4107", "there are no records to read")
                            .where(images.toString())
                            .needs(offset > 0 ? "more than %d records".formatted(offset) : "")
                            .have("%d records".formatted(count))
                            .fix(
                                    offset > 0
                                            ? "set a smaller 'offset'"
                                            : "name another file in 'images'"));
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(end - first);
    }

    @Override
    public RecordStream records() {
        return new Stream();
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(images));
        labels.ifPresent(files::add);
        return List.copyOf(files);
    }

    private IdxFile openImages() {
        return new IdxFile(images, "images", 3, 4);
    }

    private void compare(Path path, long imageCount) {
        try (IdxFile file = new IdxFile(path, "labels", 1, 1)) {
            if (file.count() != imageCount) {
                throw new DataException(
                        Problem.of("SORA-4111", "the numbers of images and labels differ")
                                .where(path.toString())
                                .needs(
                                        "%d labels, as there are images in '%s'"
                                                .formatted(imageCount, images.getFileName()))
                                .have("%d labels".formatted(file.count()))
                                .fix("name the two files of one set"));
            }
        }
    }

    /** One pass, which reads both files in parallel. */
    private final class Stream implements RecordStream {

        private final IdxFile imageFile = openImages();
        private final Optional<IdxFile> labelFile;
        private final int height = imageFile.dimension(1);
        private final int width = imageFile.dimension(2);
        private final int channels = imageFile.dimension(3);
        private final byte[] label = new byte[1];
        private long read;

        Stream() {
            labelFile = labels.map(this::openLabels);
        }

        @Override
        public Optional<DataRecord> next() {
            if (read == 0 && first > 0) {
                imageFile.skip(first, height * width * channels);
                labelFile.ifPresent(file -> file.skip(first, 1));
            }
            if (first + read == end) {
                return Optional.empty();
            }
            long number = first + ++read;
            byte[] samples = new byte[height * width * channels];
            imageFile.read(samples, number);
            ImageValue image = new ImageValue(width, height, channels, samples);
            labelFile.ifPresent(file -> file.read(label, number));
            if (number == imageFile.count()) {
                imageFile.expectEnd();
                labelFile.ifPresent(IdxFile::expectEnd);
            }
            return Optional.of(
                    labelFile.isPresent()
                            ? new DataRecord(
                                    schema,
                                    imageFile.name(),
                                    number,
                                    image,
                                    (long) (label[0] & 0xff))
                            : new DataRecord(schema, imageFile.name(), number, image));
        }

        @Override
        public void close() {
            imageFile.close();
            labelFile.ifPresent(IdxFile::close);
        }

        private IdxFile openLabels(Path path) {
            try {
                return new IdxFile(path, "labels", 1, 1);
            } catch (RuntimeException e) {
                imageFile.close();
                throw e;
            }
        }
    }
}
