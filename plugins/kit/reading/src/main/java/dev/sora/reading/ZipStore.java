// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.reading.passed.Overlooked;
import dev.sora.source.PassedOver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files in a zip archive, in the order of their names. */
final class ZipStore implements EntryStore {

    private final Path archive;
    private final int mostBytes;
    private final Set<String> names = new TreeSet<>();
    private final Set<String> folders = new TreeSet<>();
    private final Overlooked overlooked = new Overlooked();

    ZipStore(Path archive, String folder, Choice choice, int mostBytes) {
        this.mostBytes = mostBytes;
        this.archive = archive;
        try (ZipFile zip = Opening.zip(archive)) {
            Entries.checkCount(archive.toString(), zip.size());
            zip.stream().forEach(e -> Entries.checkPath(archive.toString(), e.getName()));
            zip.stream()
                    .filter(e -> Entries.isWithin(e.getName(), folder))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .forEach(entry -> look(zip, entry, choice));
        } catch (IOException e) {
            throw Entries.broken(archive.toString(), "", e);
        } catch (UncheckedIOException e) {
            throw Entries.broken(archive.toString(), "", e.getCause());
        }
    }

    private void look(ZipFile zip, ZipEntry entry, Choice choice) {
        String name = entry.getName();
        if (Entries.isHidden(name)) {
            if (!entry.isDirectory()) {
                overlooked.add(Overlooked.Reason.HIDDEN, name);
            }
            return;
        }
        Entries.addFolders(folders, name, entry.isDirectory());
        // of several entries with one name, only one can be opened
        if (entry.isDirectory() || names.contains(name)) {
            return;
        }
        Optional<Overlooked.Reason> reason = choice.leavesOut(name, () -> head(zip, entry));
        if (reason.isPresent()) {
            overlooked.add(reason.get(), name);
        } else {
            names.add(name);
        }
    }

    private static byte[] head(ZipFile zip, ZipEntry entry) {
        try (InputStream stream = zip.getInputStream(entry)) {
            return Entries.head(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public Set<String> folders() {
        return folders;
    }

    @Override
    public List<PassedOver> passedOver() {
        return overlooked.list();
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
                    // the file was only read, so nothing is lost
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
