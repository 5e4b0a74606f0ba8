// SPDX-License-Identifier: Apache-2.0

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Writes a detection set in the form of Pascal VOC, for voc.sh: discs, squares and triangles of any
 * colour on noisy grounds of any colour, in pictures of three sizes, one to seven in each.
 */
final class VocShapes {

    private static final int[][] SIZES = {{320, 240}, {400, 300}, {300, 300}};
    private static final String[] KINDS = {"disc", "square", "triangle"};
    private static final int GAP = 4;
    private static final int CONTRAST = 120;

    private final Random random = new Random(5);
    private final Path folder;

    private VocShapes(Path folder) {
        this.folder = folder;
    }

    /** A shape and the square around it. */
    private record Shape(String kind, Rectangle place) {}

    public static void main(String[] arguments) throws IOException {
        VocShapes set = new VocShapes(Path.of(arguments[0]));
        for (String name : List.of("JPEGImages", "Annotations", "ImageSets/Main")) {
            Files.createDirectories(set.folder.resolve(name));
        }
        set.write("train", 0, 240);
        set.write("val", 240, 60);
        set.write("test", 300, 80);
    }

    private void write(String part, int first, int count) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            String name = "%05d".formatted(i);
            names.add(name);
            picture(name);
        }
        Files.write(folder.resolve("ImageSets/Main/" + part + ".txt"), names);
    }

    private void picture(String name) throws IOException {
        int[] size = SIZES[random.nextInt(SIZES.length)];
        Color ground = new Color(40 + random.nextInt(176), 40 + random.nextInt(176), 40 + random.nextInt(176));
        BufferedImage image = noise(size[0], size[1], ground);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        List<Shape> shapes = new ArrayList<>();
        int wanted = 1 + random.nextInt(7);
        for (int i = 0; i < wanted; i++) {
            int side = 24 + random.nextInt(67);
            Rectangle place = new Rectangle(
                    2 + random.nextInt(size[0] - side - 4), 2 + random.nextInt(size[1] - side - 4), side, side);
            Rectangle around = new Rectangle(place);
            around.grow(GAP, GAP);
            if (shapes.stream().noneMatch(other -> other.place().intersects(around))) {
                Shape shape = new Shape(KINDS[random.nextInt(KINDS.length)], place);
                pen.setColor(colour(ground));
                draw(pen, shape);
                shapes.add(shape);
            }
        }
        pen.dispose();
        ImageIO.write(image, "jpg", folder.resolve("JPEGImages/" + name + ".jpg").toFile());
        Files.writeString(folder.resolve("Annotations/" + name + ".xml"), annotation(name, size, shapes));
    }

    private BufferedImage noise(int width, int height, Color ground) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(
                        x, y, noisy(ground.getRed()) << 16 | noisy(ground.getGreen()) << 8 | noisy(ground.getBlue()));
            }
        }
        return image;
    }

    private int noisy(int value) {
        return (int) Math.max(0, Math.min(255, value + 14 * random.nextGaussian()));
    }

    /** A colour that can be told from the ground. */
    private Color colour(Color ground) {
        while (true) {
            Color colour = new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
            int difference = Math.abs(colour.getRed() - ground.getRed())
                    + Math.abs(colour.getGreen() - ground.getGreen())
                    + Math.abs(colour.getBlue() - ground.getBlue());
            if (difference > CONTRAST) {
                return colour;
            }
        }
    }

    private static void draw(Graphics2D pen, Shape shape) {
        Rectangle at = shape.place();
        switch (shape.kind()) {
            case "disc" -> pen.fillOval(at.x, at.y, at.width, at.height);
            case "square" -> pen.fillRect(at.x, at.y, at.width, at.height);
            default -> pen.fillPolygon(new Polygon(
                    new int[] {at.x + at.width / 2, at.x, at.x + at.width},
                    new int[] {at.y, at.y + at.height, at.y + at.height},
                    3));
        }
    }

    /** Pixels of Pascal VOC are counted from 1, and the last one of a box belongs to it. */
    private static String annotation(String name, int[] size, List<Shape> shapes) {
        StringBuilder xml = new StringBuilder("<annotation><filename>%s.jpg</filename><size><width>%d</width>"
                .formatted(name, size[0]))
                .append("<height>%d</height><depth>3</depth></size>".formatted(size[1]));
        for (Shape shape : shapes) {
            Rectangle at = shape.place();
            xml.append("<object><name>%s</name><truncated>0</truncated><difficult>0</difficult><bndbox>"
                    .formatted(shape.kind()))
                    .append("<xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>"
                            .formatted(at.x + 1, at.y + 1, at.x + at.width, at.y + at.height));
        }
        return xml.append("</annotation>\n").toString();
    }
}
