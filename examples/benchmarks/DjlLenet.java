// SPDX-License-Identifier: Apache-2.0

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * LeNet-5 of DJL's own blocks in DJL's predictor, in process, for serve.sh peers: each thread has a
 * predictor, and predicts one picture of 28 x 28 bytes after the other.
 */
final class DjlLenet {

    private DjlLenet() {}

    private static SequentialBlock lenet() {
        Shape two = new Shape(2, 2);
        return new SequentialBlock()
                .add(
                        Conv2d.builder()
                                .setKernelShape(new Shape(5, 5))
                                .optPadding(two)
                                .setFilters(6)
                                .build())
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(two, two))
                .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(16).build())
                .add(Activation::relu)
                .add(Pool.maxPool2dBlock(two, two))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(120).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(84).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(10).build());
    }

    /** Turns bytes into a tensor, and its result into probabilities. */
    private static final class Pictures implements Translator<byte[], float[]> {

        @Override
        public NDList processInput(TranslatorContext context, byte[] picture) {
            NDArray pixels =
                    context.getNDManager()
                            .create(
                                    ByteBuffer.wrap(picture),
                                    new Shape(1, 28, 28),
                                    DataType.UINT8);
            return new NDList(pixels.toType(DataType.FLOAT32, false).div(255));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList list) {
            return list.singletonOrThrow().softmax(-1).toFloatArray();
        }
    }

    public static void main(String[] words) throws Exception {
        Locale.setDefault(Locale.ROOT);
        long seconds = Long.parseLong(words[0]);
        try (NDManager manager = NDManager.newBaseManager();
                Model model = Model.newInstance("lenet")) {
            SequentialBlock block = lenet();
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 28, 28));
            model.setBlock(block);
            run(model, 4, 3);
            for (int threads : new int[] {1, 16}) {
                print(run(model, threads, seconds), threads, seconds);
            }
        }
    }

    private static void print(long[] times, int threads, long seconds) {
        Arrays.sort(times);
        System.out.printf(
                "%-30s%11d  %10.0f  %6.2f  %6.2f  %7d%n",
                "lenet, DJL in process",
                threads,
                (double) times.length / seconds,
                times[times.length / 2] / 1e6,
                times[(int) (times.length * 0.99)] / 1e6,
                0);
    }

    private static long[] run(Model model, int threads, long seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Caller caller = new Caller(model, end);
            callers.add(caller);
            caller.start();
        }
        for (Caller caller : callers) {
            caller.join();
            if (caller.failure != null) {
                throw caller.failure;
            }
        }
        return callers.stream()
                .flatMapToLong(each -> Arrays.stream(each.times, 0, each.count))
                .toArray();
    }

    private static final class Caller extends Thread {

        private final Model model;
        private final long end;
        private long[] times = new long[1 << 16];
        private int count;
        private Exception failure;

        private Caller(Model model, long end) {
            this.model = model;
            this.end = end;
        }

        @Override
        public void run() {
            byte[] picture = new byte[28 * 28];
            new Random(7).nextBytes(picture);
            try (Predictor<byte[], float[]> predictor = model.newPredictor(new Pictures())) {
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    predictor.predict(picture);
                    if (count == times.length) {
                        times = Arrays.copyOf(times, 2 * count);
                    }
                    times[count++] = System.nanoTime() - begin;
                }
            } catch (Exception e) {
                failure = e;
            }
        }
    }
}
