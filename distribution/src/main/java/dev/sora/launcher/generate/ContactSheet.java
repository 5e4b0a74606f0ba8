// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws many pictures on one, in rows. */
final class ContactSheet {

    private static final int GAP = 2;

    /** More pictures would make a sheet that no viewer shows. */
    private static final int MOST = 2_500;

    private static final int MOST_IN_ROW = 50;

    private ContactSheet() {}

    /**
     * Draws a sheet of the first pictures of each row.
     *
     * @param row the number of pictures that belong in one row; 0 to choose it
     */
    static BufferedImage of(List<BufferedImage> pictures, int row) {
        int length = row == 0 ? (int) Math.ceil(Math.sqrt(Math.min(MOST, pictures.size()))) : row;
        int columns = Math.min(MOST_IN_ROW, length);
        int rows = Math.min(MOST / columns, (pictures.size() + length - 1) / length);
        int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height = pictures.stream().mapToInt(BufferedImage::getHeight).max().orElse(1);
        BufferedImage sheet =
                new BufferedImage(
                        columns * (width + GAP) + GAP,
                        rows * (height + GAP) + GAP,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            for (int i = 0; i < pictures.size(); i++) {
                int column = i % length;
                int line = i / length;
                if (column < columns && line < rows) {
                    graphics.drawImage(
                            pictures.get(i),
                            GAP + column * (width + GAP),
                            GAP + line * (height + GAP),
                            null);
                }
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }
}
