// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.core.host.Nearest;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.Manifest.Flaw;
import dev.sora.core.manifest.Marks.Mark;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the problems of a manifest and sorts them in the order of the file. */
public final class PlanProblems {

    /**
     * The limit of names for which suggestions are computed, so that a hostile file costs no more
     * time.
     */
    private static final int SUGGESTED = 200;

    private final Manifest manifest;
    private final String whole;
    private final List<Placed> placed = new ArrayList<>();
    private Throwable cause;

    public PlanProblems(Manifest manifest) {
        this(manifest, "manifest");
    }

    /**
     * Creates an empty collection.
     *
     * @param whole what the file is, in a word
     */
    public PlanProblems(Manifest manifest, String whole) {
        this.manifest = manifest;
        this.whole = whole;
    }

    /** Returns what the file is, in a word: a manifest, or a section of one in its own file. */
    String whole() {
        return whole;
    }

    private record Placed(String path, Problem problem, boolean override, int line, int column) {}

    /** Adds a problem with a value. */
    public void at(String path, Problem problem) {
        add(path, problem, false);
    }

    /** Adds a problem with a key, or with something that is missing below it. */
    public void atKey(String path, Problem problem) {
        add(path, problem, true);
    }

    private void add(String path, Problem problem, boolean key) {
        Mark mark = manifest.marks().places().get(manifest.marks().nearest(path));
        String where = key ? manifest.whereKey(path) : manifest.where(path);
        boolean override = mark != null && !mark.origin().isEmpty();
        int line = mark == null ? 0 : key ? mark.keyLine() : mark.line();
        int column = mark == null ? 0 : key ? mark.keyColumn() : mark.column();
        boolean variable = mark != null && !key && !mark.variables().isEmpty();
        Problem own = variable ? ofVariable(problem, mark.variables()) : problem;
        placed.add(new Placed(path, own.where(where), override, line, column));
    }

    /** Names the origin of a wrong value that does not appear in the file. */
    private static Problem ofVariable(Problem problem, String variables) {
        String origin = "the environment variable " + variables;
        return problem.have(
                        problem.have().isEmpty()
                                ? "a value of " + origin
                                : "%s, of %s".formatted(problem.have(), origin))
                .fix(
                        problem.fix().isEmpty()
                                ? "give the variable another value, or write one into the manifest"
                                : problem.fix());
    }

    /** Returns whether a value comes from the command line, where another key may be meant. */
    boolean isOverride(String path) {
        Mark mark = manifest.marks().places().get(path);
        return mark != null && !mark.origin().isEmpty();
    }

    /**
     * Returns a fix that gives a value to a key, which may be there without one.
     *
     * @param path the path of the key
     * @param line the key and the value, as they are written
     */
    public String give(String path, String line) {
        return isGiven(path)
                ? "write '%s' instead of the empty one".formatted(line)
                : "add '%s'".formatted(line);
    }

    /** Returns whether a key is in the manifest, with or without a value. */
    public boolean isGiven(String path) {
        return manifest.marks().places().containsKey(path);
    }

    /** Returns whether a value is composed of environment variables. */
    boolean isVariable(String path) {
        Mark mark = manifest.marks().places().get(path);
        return mark != null && !mark.variables().isEmpty();
    }

    /** Stores the first failure of a plugin, for the stack trace. */
    void cause(Throwable failure) {
        if (cause == null) {
            cause = failure;
        }
    }

    public int count() {
        return placed.size();
    }

    /** Removes all problems after the given number of them. */
    public void backTo(int count) {
        placed.subList(count, placed.size()).clear();
    }

    /** Returns a fix that names the nearest candidate, or another fix. */
    public String didYouMean(String word, Collection<String> candidates, String otherwise) {
        return nearest(word, candidates)
                .map(name -> "did you mean '" + name + "'?")
                .orElse(otherwise);
    }

    /** Returns the candidate that was most probably meant. */
    public Optional<String> nearest(String word, Collection<String> candidates) {
        return placed.size() > SUGGESTED ? Optional.empty() : Nearest.of(word, candidates);
    }

    public void throwIfAny() {
        List<Placed> sorted = new ArrayList<>();
        Set<String> unread = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (Flaw flaw : manifest.flaws()) {
            unread.add(flaw.path());
            places.add(flaw.line() + ":" + flaw.column());
            boolean override = flaw.line() == 0;
            sorted.add(
                    new Placed(flaw.path(), flaw.problem(), override, flaw.line(), flaw.column()));
        }
        placed.stream()
                .filter(p -> isRoot(p, unread) && !places.contains(p.line() + ":" + p.column()))
                .forEach(sorted::add);
        if (sorted.isEmpty()) {
            return;
        }
        sorted.sort(
                Comparator.comparing(Placed::override)
                        .thenComparing(Placed::line)
                        .thenComparing(Placed::column));
        throw new SoraException(sorted.stream().map(Placed::problem).distinct().toList(), cause);
    }

    /**
     * Returns whether a problem is a root problem, and not a consequence of a value that was not
     * read.
     */
    private static boolean isRoot(Placed found, Set<String> unread) {
        String at = found.path();
        while (!at.isEmpty()) {
            if (unread.contains(at)) {
                return false;
            }
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return true;
    }
}
