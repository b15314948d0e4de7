import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.DLambda;
import dev.huxley.model.Distances;
import dev.huxley.model.View;
import dev.huxley.morphology.Swc;
import dev.huxley.storage.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

public class DescribeCell {
    /** A soma and dendrites; usually Swc.read(Path.of("cell.swc")). */
    private static final String SWC = """
            1 1 0 0 0 8 -1
            2 3 0 12 0 1.5 1
            3 3 0 250 0 0.8 2
            4 3 90 420 0 0.4 3
            5 3 -60 380 0 0.3 3
            6 4 0 -12 0 1 1
            7 4 0 -300 0 0.5 6
            """;

    public static void main(String[] arguments) throws IOException {
        Cell read = new Cell(Swc.parse(SWC, "small", Swc.options()));
        read.set("axial_resistivity", 100);
        Cell cell = DLambda.apply(read, 100); // a new cell, with the compartments of the d_lambda rule at 100 Hz
        System.out.println(read.shape() + " -> " + cell.shape());

        cell.insert(new Leak());
        cell.group("soma").insert(new HH());
        View thin = cell.where("radius < 0.5 and group == 'basal'");
        thin.set("Leak_gLeak", 3e-5);
        thin.addToGroup("thin");
        double[] distance = Distances.alongBranches(cell.group("soma"), cell);
        cell.set("Leak_eLeak", Arrays.stream(distance).map(um -> -70 + 0.01 * um).toArray());

        System.out.println(cell.table().select("branch", "group", "mechanism", "length", "radius", "Leak_eLeak"));
        System.out.println(cell.table().meanBy("group").select("count", "radius", "Leak_gLeak"));
        for (View branch : cell.branches()) {
            System.out.printf("%s: %.0f um%n", branch, Arrays.stream(branch.get("length")).sum());
        }

        Path file = Files.createTempFile("cell", ".huxley");
        ModelFile.write(cell, file);
        Cell again = ModelFile.readCell(file);
        System.out.println("read again: " + Arrays.equals(cell.get("Leak_eLeak"), again.get("Leak_eLeak")));
        Files.delete(file);
    }
}
