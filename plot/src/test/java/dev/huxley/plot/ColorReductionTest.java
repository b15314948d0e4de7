package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColorReductionTest {
    /** White, with a block of a color, and all grays once. */
    private static BufferedImage grays() {
        BufferedImage image = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 160_000; i++) {
            image.setRGB(i % 400, i / 400, i < 400 * 20 ? 0xd55e00 : 0xffffff);
        }
        for (int i = 0; i < 9; i++) {
            image.setRGB(300 + i % 3, 300 + i / 3, 0x3b528b);
            image.setRGB(310 + i % 3, 300 + i / 3, 0x3a538b);
        }
        for (int gray = 0; gray < 256; gray++) {
            image.setRGB(gray, 200, gray * 0x010101);
            image.setRGB(gray, 201, gray << 16);
        }
        return image;
    }

    @Test
    void frequentColorsAreKeptAndRareOnesHardlyChange() {
        BufferedImage before = grays();
        BufferedImage after = ColorReduction.of(before);
        assertEquals(BufferedImage.TYPE_BYTE_INDEXED, after.getType());
        assertEquals(0xffd55e00, after.getRGB(7, 7), "a frequent color");
        assertEquals(0xff3b528b, after.getRGB(301, 301), "a small area in a color that is near to another");
        assertEquals(0xff3a538b, after.getRGB(311, 301), "the other one");
        assertEquals(0xffffffff, after.getRGB(399, 399), "the paper");
        int largest = 0;
        for (int i = 0; i < 160_000; i++) {
            int one = before.getRGB(i % 400, i / 400);
            int other = after.getRGB(i % 400, i / 400);
            for (int shift = 0; shift <= 16; shift += 8) {
                largest = Math.max(largest, Math.abs((one >> shift & 255) - (other >> shift & 255)));
            }
        }
        assertTrue(largest > 0 && largest <= 16, "largest difference of a pixel: " + largest + " of 255");
    }

    @Test
    void aPictureOfTooManyColorsStaysAsItIs() {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 128 * 128; i++) {
            image.setRGB(i % 128, i / 128, random.nextInt(0x1000000));
        }
        assertSame(image, ColorReduction.of(image));
    }

    @Test
    void theFileOfAPictureOfLinesIsSmall() {
        double[] y = new double[400];
        Figure figure = Figure.of(600, 300);
        Panel panel = Panel.of();
        for (int line = 0; line < 4; line++) {
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.sin(0.05 * i + line);
            }
            panel = panel.with(Line.sampled(0, 0.1, y.clone()));
        }
        int bytes = figure.row(1, panel.x("time", "ms")).toPng().length;
        assertTrue(bytes < 60_000, bytes + " bytes; without a palette there were 128,694");
    }
}
