// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Files in a zip archive, in the order of their names. */
final class ZipStore implements EntryStore {

    private final Path archive;
    private final int mostBytes;
    private final List<String> names;

    ZipStore(Path archive, Predicate<String> accepts, int mostBytes) {
        this.mostBytes = mostBytes;
        this.archive = archive;
        try (ZipFile zip = Opening.zip(archive)) {
            Entries.checkCount(archive.toString(), zip.size());
            zip.stream().forEach(e -> Entries.checkPath(archive.toString(), e.getName()));
            names =
                    zip.stream()
                            .filter(e -> !e.isDirectory() && accepts.test(e.getName()))
                            .map(ZipEntry::getName)
                            // of several entries of one name only one can be opened
                            .distinct()
                            .sorted()
                            .toList();
        } catch (IOException e) {
            throw Entries.broken(archive.toString(), "", e);
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Cursor open(Predicate<String> wanted) {
        ZipFile zip = Opening.zip(archive);
        Iterator<String> left = names.stream().filter(wanted).iterator();
        return new Cursor() {
            @Override
            public Optional<Item> next() {
                return left.hasNext() ? Optional.of(read(zip, left.next())) : Optional.empty();
            }

            @Override
            public void close() {
                try {
                    zip.close();
                } catch (IOException e) {
                    // it was only read, so nothing is lost
                }
            }
        };
    }

    @Override
    public String origin(String name) {
        return archive.getFileName() + "!/" + name;
    }

    @Override
    public String place(String name) {
        return archive + "!/" + name;
    }

    private Item read(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        try (InputStream stream = zip.getInputStream(entry)) {
            return new Item(name, Entries.read(stream, entry.getSize(), mostBytes, place(name)));
        } catch (IOException e) {
            throw Entries.broken(archive.toString(), name, e);
        }
    }
}
