// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.problem.DataException;
import dev.sora.problem.PathNames;
import dev.sora.reading.passed.Overlooked;
import dev.sora.source.PassedOver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The files in a folder and its sub-folders, in the order of their names; or one file. */
final class FolderStore implements EntryStore {

    private static final int DEEPEST = 16;

    private final Path root;
    private final int mostBytes;
    private final List<String> names = new ArrayList<>();
    private final Set<String> folders = new TreeSet<>();
    private final Overlooked overlooked = new Overlooked();

    FolderStore(Path path, Choice choice, int mostBytes) {
        this.mostBytes = mostBytes;
        if (Files.isRegularFile(path)) {
            // a file that is named directly is read, whatever its content
            root = path.toAbsolutePath().getParent();
            names.add(path.getFileName().toString());
            return;
        }
        root = real(path);
        try {
            // keeps the attributes that the walk has read
            SortedMap<String, BasicFileAttributes> found = new TreeMap<>();
            Files.walkFileTree(root, Set.of(), DEEPEST, new Walk(found));
            found.forEach((name, attributes) -> look(name, attributes, choice));
        } catch (IOException e) {
            throw Unreadable.file(path, e);
        }
    }

    /** Collects all files; of hidden folders, only the topmost one. */
    private final class Walk extends SimpleFileVisitor<Path> {

        private final Map<String, BasicFileAttributes> found;

        Walk(Map<String, BasicFileAttributes> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = name(folder);
            if (name.isEmpty()) {
                return FileVisitResult.CONTINUE;
            }
            found.put(name, attributes);
            return Entries.isHidden(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (found.size() < MOST_ENTRIES) {
                found.put(name(file), attributes);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private void look(String name, BasicFileAttributes attributes, Choice choice) {
        Path file = root.resolve(name);
        if (Entries.isHidden(name)) {
            overlooked.add(Overlooked.Reason.HIDDEN, name);
        } else if (attributes.isDirectory()) {
            folders.add(name);
        } else if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
            overlooked.add(Overlooked.Reason.LINKS, name);
        } else if (attributes.isRegularFile() || Files.isRegularFile(file)) {
            Optional<Overlooked.Reason> reason = reason(file, name, choice);
            reason.ifPresent(why -> overlooked.add(why, name));
            if (reason.isEmpty()) {
                names.add(name);
            }
        } else if (attributes.isSymbolicLink() && !Files.exists(file)) {
            overlooked.add(Overlooked.Reason.DANGLING, name);
        }
    }

    private static Optional<Overlooked.Reason> reason(Path file, String name, Choice choice) {
        try {
            return choice.leavesOut(
                    name,
                    () -> {
                        try (InputStream stream = Files.newInputStream(file)) {
                            return Entries.head(stream);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            return Optional.of(Overlooked.Reason.CLOSED);
        }
    }

    /** Resolves links: a file walk does not treat a link to a folder as a folder. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw Unreadable.file(path, e);
        }
    }

    @Override
    public List<String> names() {
        return Collections.unmodifiableList(names);
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
        Iterator<String> left = names.stream().filter(wanted).iterator();
        return new Cursor() {
            @Override
            public Optional<Item> next() {
                return left.hasNext() ? Optional.of(read(left.next())) : Optional.empty();
            }

            @Override
            public void close() {
                // each file is closed after it is read
            }
        };
    }

    @Override
    public String origin(String name) {
        return name;
    }

    @Override
    public String place(String name) {
        return root.resolve(name).toString();
    }

    private Item read(String name) {
        Path file = root.resolve(name);
        try {
            if (Files.size(file) > mostBytes) {
                throw Entries.tooLarge(file.toString(), mostBytes);
            }
            return new Item(name, Files.readAllBytes(file));
        } catch (IOException e) {
            throw Unreadable.file(file, e);
        }
    }

    private String name(Path file) {
        PathNames.problem(file)
                .ifPresent(
                        problem -> {
                            throw new DataException(problem.where(root.toString()));
                        });
        return root.relativize(file).toString().replace('\\', '/');
    }
}
