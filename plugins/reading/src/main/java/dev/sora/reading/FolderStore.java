// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.problem.DataException;
import dev.sora.problem.PathNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files in a folder and the folders in it, in the order of their names; or one file. */
final class FolderStore implements EntryStore {

    private static final int DEEPEST = 16;

    private final Path root;
    private final int mostBytes;
    private final List<String> names;

    FolderStore(Path path, Predicate<String> accepts, int mostBytes) {
        this.mostBytes = mostBytes;
        if (Files.isRegularFile(path)) {
            root = path.toAbsolutePath().getParent();
            names = List.of(path.getFileName().toString());
            return;
        }
        root = real(path);
        try (Stream<Path> found = Files.walk(root, DEEPEST)) {
            names =
                    found.filter(Files::isRegularFile)
                            .map(this::name)
                            .filter(accepts)
                            .limit(MOST_ENTRIES)
                            .sorted()
                            .toList();
        } catch (IOException e) {
            throw Unreadable.file(path, e);
        } catch (UncheckedIOException e) {
            throw Unreadable.file(path, e.getCause());
        }
    }

    /** Returns what a path leads to: a link to a folder is no folder to who walks through it. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw Unreadable.file(path, e);
        }
    }

    @Override
    public List<String> names() {
        return names;
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
                // files are closed as soon as they are read
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
