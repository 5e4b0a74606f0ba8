// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.reading.passed.Overlooked;
import dev.sora.source.PassedOver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files in a tar archive, plain or compressed with gzip, in the order of the archive. */
final class TarStore implements EntryStore {

    private final Path archive;
    private final String folder;
    private final Choice choice;
    private final int mostBytes;
    private List<String> names;
    private Set<String> folders = Set.of();
    private Overlooked overlooked = new Overlooked();

    TarStore(Path archive, String folder, Choice choice, int mostBytes) {
        this.archive = archive;
        this.folder = folder;
        this.choice = choice;
        this.mostBytes = mostBytes;
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
    public List<String> names() {
        if (names == null) {
            List<String> found = new ArrayList<>();
            try (Pass pass = new Pass(name -> true)) {
                for (TarArchiveEntry entry = pass.advance();
                        entry != null;
                        entry = pass.advance()) {
                    found.add(entry.getName());
                }
            }
            names = List.copyOf(found);
        }
        return names;
    }

    @Override
    public Cursor open(Predicate<String> wanted) {
        return new Pass(wanted);
    }

    @Override
    public String origin(String name) {
        return archive.getFileName() + "!/" + name;
    }

    @Override
    public String place(String name) {
        return archive + "!/" + name;
    }

    private final class Pass implements Cursor {

        private final Predicate<String> wanted;
        private final TarArchiveInputStream tar;
        private final Set<String> seenFolders = new TreeSet<>();
        private final Overlooked passed = new Overlooked();
        private byte[] head = {};
        private String last = "";
        private int count;

        Pass(Predicate<String> wanted) {
            this.wanted = wanted;
            try {
                InputStream raw = Files.newInputStream(archive);
                try {
                    tar = new TarArchiveInputStream(Inflated.of(raw), "UTF-8");
                } catch (IOException e) {
                    raw.close();
                    throw e;
                }
            } catch (java.io.EOFException | java.util.zip.ZipException e) {
                throw Entries.broken(archive.toString(), "", e);
            } catch (IOException e) {
                throw Unreadable.file(archive, e);
            }
        }

        @Override
        public Optional<Item> next() {
            TarArchiveEntry entry = advance();
            if (entry == null) {
                return Optional.empty();
            }
            try {
                byte[] bytes =
                        Entries.read(head, tar, entry.getSize(), mostBytes, place(entry.getName()));
                return Optional.of(new Item(entry.getName(), bytes));
            } catch (IOException e) {
                throw Entries.broken(archive.toString(), last, e);
            }
        }

        /** Moves to the next wanted file and returns its entry, or null at the end. */
        private TarArchiveEntry advance() {
            try {
                for (TarArchiveEntry entry = tar.getNextEntry();
                        entry != null;
                        entry = tar.getNextEntry()) {
                    Entries.checkCount(archive.toString(), ++count);
                    String name = entry.getName();
                    Entries.checkPath(archive.toString(), name);
                    if (Entries.isWithin(name, folder) && isAccepted(entry) && wanted.test(name)) {
                        last = name;
                        return entry;
                    }
                }
                return null;
            } catch (UncheckedIOException e) {
                throw Entries.broken(archive.toString(), last, e.getCause());
            } catch (IOException | IllegalArgumentException e) {
                throw Entries.broken(
                        archive.toString(),
                        last,
                        e instanceof IOException io ? io : new IOException(e.getMessage(), e));
            }
        }

        private boolean isAccepted(TarArchiveEntry entry) {
            String name = entry.getName();
            boolean file = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
            head = new byte[0];
            if (Entries.isHidden(name)) {
                if (file) {
                    passed.add(Overlooked.Reason.HIDDEN, name);
                }
                return false;
            }
            if (!file && !entry.isDirectory()) {
                return false;
            }
            Entries.addFolders(seenFolders, name, entry.isDirectory());
            if (!file) {
                return false;
            }
            Optional<Overlooked.Reason> reason = choice.leavesOut(name, this::head);
            reason.ifPresent(why -> passed.add(why, name));
            return reason.isEmpty();
        }

        /** Reads the first bytes, which are prepended when the whole entry is read. */
        private byte[] head() {
            try {
                head = head.length == 0 ? Entries.head(tar) : head;
                return head;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            // keep the result of the pass that read most
            if (seenFolders.size() >= folders.size()) {
                folders = seenFolders;
            }
            if (passed.count() >= overlooked.count()) {
                overlooked = passed;
            }
            try {
                tar.close();
            } catch (IOException e) {
                // the file was only read, so nothing is lost
            }
        }
    }
}
