package dev.huxley.inspect.figure;

import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Writes the page that shows all mechanisms: {@code mechanisms.md}, and a sheet for each library in a folder beside it. Uses
 * the public API only, so that it runs as it stands: {@code ./huxley java <this file> docs}.
 */
public final class MechanismGallery {
    private MechanismGallery() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: MechanismGallery FOLDER (the project's docs)");
            System.exit(2);
        }
        write(Path.of(arguments[0])).forEach(file -> System.out.println("written " + file));
    }

    /** Writes the page into the folder; returns what was written. */
    static List<Path> write(Path folder) {
        try {
            Path sheets = Files.createDirectories(folder.resolve("mechanisms"));
            List<Path> written = new ArrayList<>();
            for (String library : Catalogue.libraries()) {
                Path sheet = sheets.resolve(library + ".png");
                Files.write(sheet, small(CatalogueFigures.library(library).toPng()));
                written.add(sheet);
            }
            written.add(Files.writeString(folder.resolve("mechanisms.md"), page()));
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the gallery to '" + folder + "'", e);
        }
    }

    /** The text of the page. */
    static String page() {
        StringBuilder page = new StringBuilder(
                """
                # Mechanisms

                What `./huxley mechanisms` lists, with what each mechanism does under a voltage clamp: held at -80 mV (`hay.H`,
                `liu.Hyper`, `aoyama.Kar`: -40 mV, `pospischil.CaT`: -100 mV), stepped to the voltages of the legend, and back.
                Parameters are the defaults. Mechanisms of calcium are shown together with those they depend on. Neuron models
                that write the voltage are driven by a step of current instead, which alone would charge the membrane at 2.5
                (`Fire`, `AdEx`), 10 (`Izhikevich`) or 1 (`Rate`) mV/ms. Phototransduction answers flashes of light of 10 ms, at
                -40 mV. Synapses are shown between two clamped compartments: the presynaptic voltage above, the current at
                several postsynaptic voltages below it (out of the postsynaptic compartment is positive). `./huxley mechanisms
                --describe NAME` prints the equations.

                This page and its figures are written by `MechanismGallery`, which is among the tests of the figures.
                """);
        for (String library : Catalogue.libraries()) {
            page.append("\n## ").append(library).append("\n\n");
            page.append("| mechanism | what it is | paper |\n|---|---|---|\n");
            for (CatalogueEntry entry : Catalogue.entries()) {
                if (entry.library().equals(library)) {
                    page.append("| `")
                            .append(entry.name())
                            .append("` | ")
                            .append(entry.title())
                            .append(" | ")
                            .append(paper(entry))
                            .append(" |\n");
                }
            }
            page.append("\n![")
                    .append(library)
                    .append("](mechanisms/")
                    .append(library)
                    .append(".png)\n");
        }
        return page.toString();
    }

    /** The picture at half its size on each side: a third of the bytes, for pictures that are kept with the source. */
    static byte[] small(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage half = new BufferedImage(image.getWidth() / 2, image.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = half.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, half.getWidth(), half.getHeight(), null);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(
                image.getColorModel() instanceof IndexColorModel palette ? indexed(half, palette) : half, "png", bytes);
        return bytes.toByteArray();
    }

    /** The picture with the palette of the larger one, each pixel with its nearest color; drawing takes coarser ones. */
    private static BufferedImage indexed(BufferedImage image, IndexColorModel palette) {
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                indexed.setRGB(x, y, image.getRGB(x, y));
            }
        }
        return indexed;
    }

    private static String paper(CatalogueEntry entry) {
        String citation = entry.paper().citation();
        return entry.paper().doi().isEmpty()
                ? citation
                : "[" + citation + "](https://doi.org/" + entry.paper().doi() + ")";
    }
}
