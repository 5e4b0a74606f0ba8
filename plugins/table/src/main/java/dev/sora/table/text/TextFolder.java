// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.text;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.Choice;
import dev.sora.reading.ClassFolders;
import dev.sora.reading.EmptyFolders;
import dev.sora.reading.EntryStore;
import dev.sora.reading.Place;
import dev.sora.reading.passed.Overlooked;
import dev.sora.reading.text.TextFile;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads the text files of a folder or archive as records. An archive is read once for each pass,
 * without a separate pass to list it.
 */
final class TextFolder implements DataSource {

    static final int MOST_BYTES = 16 << 20;

    private final Schema schema;
    private final Path path;
    private final Charset encoding;
    private final List<String> endings;
    private final Set<String> classes;
    private final EntryStore store;
    private final Predicate<String> wanted;
    private OptionalLong size = OptionalLong.empty();

    TextFolder(Schema schema, Settings settings) {
        this.schema = schema;
        this.path = settings.get(TextFolderType.PATH);
        this.encoding = TextFile.charset(settings.get(TextFolderType.ENCODING));
        this.endings = settings.get(TextFolderType.ENDINGS);
        this.classes =
                settings.find(TextFolderType.CLASSES).orElse(List.of()).stream()
                        .map(TextForm::nameOf)
                        .collect(Collectors.toUnmodifiableSet());
        this.store = EntryStore.of(path, this::leavesOut, MOST_BYTES);
        Optional<Long> limit = settings.find(TextFolderType.LIMIT);
        if (limit.isPresent()) {
            Set<String> chosen = ClassFolders.evenly(store.names(), limit.get());
            wanted = chosen::contains;
            size = OptionalLong.of(chosen.size());
        } else {
            wanted = name -> true;
            if (Files.isDirectory(path)) {
                size = OptionalLong.of(store.names().size());
            }
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return size;
    }

    @Override
    public List<Path> files() {
        if (!Files.isDirectory(path)) {
            return List.of(Place.of(path).file());
        }
        return store.names().stream().filter(wanted).map(path::resolve).toList();
    }

    @Override
    public List<PassedOver> passedOver() {
        List<PassedOver> all = new ArrayList<>(store.passedOver());
        // do not scan an archive only to list its classes
        if (classes.isEmpty() && schema.columns().size() > 1 && Files.isDirectory(path)) {
            all.addAll(EmptyFolders.find(store));
        }
        return all;
    }

    @Override
    public RecordStream records() {
        EntryStore.Cursor cursor = store.open(wanted);
        return new RecordStream() {
            private long number;

            @Override
            public Optional<DataRecord> next() {
                Optional<EntryStore.Item> item = cursor.next();
                if (item.isEmpty() && number == 0) {
                    throw nothing();
                }
                return item.map(found -> toRecord(found, ++number));
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    private DataRecord toRecord(EntryStore.Item item, long number) {
        String origin = store.origin(item.name());
        String text;
        try {
            text = text(item);
        } catch (RecordException e) {
            throw e.from(origin);
        }
        return schema.columns().size() > 1
                ? DataRecord.atLine(schema, origin, number, 1, text, label(item.name()))
                : DataRecord.atLine(schema, origin, number, 1, text);
    }

    private String text(EntryStore.Item item) {
        byte[] bytes = item.bytes();
        boolean marked =
                bytes.length > 2
                        && (bytes[0] & 0xff) == 0xef
                        && (bytes[1] & 0xff) == 0xbb
                        && (bytes[2] & 0xff) == 0xbf;
        Charset charset = marked ? StandardCharsets.UTF_8 : encoding;
        int start = marked ? 3 : 0;
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RecordException(
                    Problem.of("SORA-4202", "the file holds bytes that are not text")
                            .where(store.place(item.name()))
                            .needs("text in " + charset.name())
                            .have(String.valueOf(e.getMessage()))
                            .fix(
                                    "convert the file, or set 'encoding' to the one it was written in,"
                                            + " such as ISO-8859-1"),
                    e);
        }
    }

    private Optional<Overlooked.Reason> leavesOut(String name, Choice.Head head) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (endings.stream().noneMatch(e -> lower.endsWith(e.toLowerCase(Locale.ROOT)))) {
            return Optional.of(
                    new Overlooked.Reason(
                            "files that do not end in " + String.join(" or ", endings),
                            "name their endings in 'endings' if they are texts; otherwise"
                                    + " nothing needs to be done"));
        }
        return classes.isEmpty() || classes.contains(ClassFolders.of(name))
                ? Optional.empty()
                : Optional.of(new Overlooked.Reason("files of classes that are not selected", ""));
    }

    private String label(String name) {
        String folder = ClassFolders.of(name);
        if (folder.isEmpty() || folder.equals(".")) {
            throw new RecordException(
                    Problem.of("SORA-4241", "a text is not in a class folder")
                            .where(store.place(name))
                            .needs("a folder for each class, with its texts in it")
                            .fix("set 'labels: none' if the texts have no classes"));
        }
        return folder;
    }

    private DataException nothing() {
        return new DataException(
                Problem.of("SORA-4242", "there are no texts")
                        .where(path.toString())
                        .needs(
                                "files that end in %s%s"
                                        .formatted(
                                                String.join(" or ", endings),
                                                classes.isEmpty()
                                                        ? ""
                                                        : ", in folders "
                                                                + String.join(", ", classes)))
                        .fix("check 'path', 'classes' and 'endings'"));
    }
}
