package ${package};

import dev.sora.index.IndexedVectors;
import dev.sora.index.VectorSearch;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Proposes the vectors in the lists of the most similar centres. Core compares them with the vector
 * itself, so a search decides what may be missed, but not a score.
 */
final class ${className}Search implements VectorSearch {

    private final Centres centres;
    private final int[][] lists;
    private final int probes;

    /**
     * Creates a search.
     *
     * @param lists the list of each vector
     */
    ${className}Search(Centres centres, int[] lists, int probes) {
        this.centres = centres;
        this.probes = probes;
        int[] sizes = new int[centres.vectors.length];
        for (int list : lists) {
            sizes[list]++;
        }
        this.lists = new int[sizes.length][];
        for (int list = 0; list < sizes.length; list++) {
            this.lists[list] = new int[sizes[list]];
        }
        for (int row = lists.length - 1; row >= 0; row--) {
            this.lists[lists[row]][--sizes[lists[row]]] = row;
        }
    }

    /** Vectors around which the others are listed. */
    record Centres(float[][] vectors) {

        static Centres of(IndexedVectors from, int[] rows) {
            float[][] vectors = new float[rows.length][from.size()];
            for (int i = 0; i < rows.length; i++) {
                from.copy(rows[i], vectors[i]);
            }
            return new Centres(vectors);
        }

        /** Returns the numbers of all centres, the most similar one first. */
        int[] nearest(float[] vector) {
            double[] scores = new double[vectors.length];
            for (int centre = 0; centre < scores.length; centre++) {
                for (int i = 0; i < vector.length; i++) {
                    scores[centre] += (double) vectors[centre][i] * vector[i];
                }
            }
            return IntStream.range(0, scores.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(centre -> -scores[centre]))
                    .mapToInt(centre -> centre)
                    .toArray();
        }
    }

    @Override
    public int[] candidates(float[] vector) {
        int[] nearest = centres.nearest(vector);
        int read = 0;
        int count = 0;
        // Of equal centres only one has a list that is not empty; there must be a candidate.
        while (read < nearest.length && (read < probes || count == 0)) {
            count += lists[nearest[read++]].length;
        }
        int[] found = new int[count];
        int end = 0;
        for (int i = 0; i < read; i++) {
            int[] list = lists[nearest[i]];
            System.arraycopy(list, 0, found, end, list.length);
            end += list.length;
        }
        return found;
    }
}
