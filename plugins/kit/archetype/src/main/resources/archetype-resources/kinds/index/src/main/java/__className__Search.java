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
        IntStream found = IntStream.empty();
        int read = 0;
        int count = 0;
        for (int list : centres.nearest(vector)) {
            // Of equal centres only one has a list that is not empty; there must be a candidate.
            if (read++ >= probes && count > 0) {
                break;
            }
            count += lists[list].length;
            found = IntStream.concat(found, IntStream.of(lists[list]));
        }
        return found.toArray();
    }
}
