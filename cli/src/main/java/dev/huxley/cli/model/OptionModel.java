package dev.huxley.cli.model;

import dev.huxley.fit.description.CellForm;
import dev.huxley.fit.description.DescribedValue;
import dev.huxley.fit.description.FitPlan;
import dev.huxley.fit.description.MechanismSources;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.fit.description.Region;
import dev.huxley.fit.description.RigDescription;
import dev.huxley.fit.recording.FreeParameter;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.model.Cell;
import dev.huxley.text.Quotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** The described model of the options: a model file, or none, with channels, values and bounds. */
public final class OptionModel {
    private static final double LENGTH = 20;
    private static final double RADIUS = 10;
    /** The ratio of positive bounds from which on the search works on the logarithm, as that of traces. */
    private static final double LOGARITHMIC_FROM = 5;

    private final CellOptions options;
    private ModelDescription model;

    private OptionModel(CellOptions options, ModelDescription model) {
        this.options = options;
        this.model = model;
    }

    /**
     * The model of a fit; empty if no option describes one.
     *
     * @param file the path of a model file or the name of a shipped model, null for none
     */
    public static Optional<ModelDescription> of(String file, ModelOptions options) {
        if (file == null && !options.isGiven()) {
            return Optional.empty();
        }
        OptionModel built = begun(file, options.cell());
        built.free(options.free, file == null).forEach(parameter -> built.put(parameter.path(), built.free(parameter)));
        return Optional.of(built.model);
    }

    /**
     * The model without values that the options free; without options a point neuron with the channels HH and Leak.
     *
     * @param file the path of a model file or the name of a shipped model, null for none
     */
    public static ModelDescription of(String file, CellOptions options) {
        return begun(file, options).model;
    }

    private static OptionModel begun(String file, CellOptions options) {
        OptionModel begun = new OptionModel(options, file == null ? empty(options) : read(file));
        begun.build(file == null);
        return begun;
    }

    private static ModelDescription read(String file) {
        Path path = PathOption.parse(file);
        if (Files.exists(path)) {
            return ModelFiles.read(path.toAbsolutePath());
        }
        if (ModelFiles.SHIPPED.contains(file)) {
            return ModelFiles.shipped(file);
        }
        throw new IllegalArgumentException("--model " + Quotation.of(file)
                + " is no file, and no shipped model; those are " + String.join(", ", ModelFiles.SHIPPED));
    }

    /** A point neuron, or the morphology, without channels. */
    private static ModelDescription empty(CellOptions options) {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        if (!options.hasMorphology()) {
            values.put("radius", DescribedValue.fixed(RADIUS));
        }
        return new ModelDescription(
                "model of the command line",
                "",
                new CellForm.Point(options.values.getOrDefault("length", LENGTH)),
                OptionalDouble.empty(),
                MechanismSources.catalogue(),
                List.of(new Region(Region.ALL, Map.of(), values)),
                RigDescription.ideal(),
                FitPlan.none());
    }

    private void build(boolean isNew) {
        if (options.hasMorphology()) {
            model = model.withForm(
                    new CellForm.Reconstruction(options.swc.toAbsolutePath().toString(), 0, options.compartments));
        } else if (options.compartments != 1) {
            throw new IllegalArgumentException("--compartments " + options.compartments
                    + " is for the branches of a morphology; give one with --swc FILE");
        }
        channels(isNew).forEach(this::insert);
        options.values.forEach((path, value) -> {
            if (!(isNew && path.equals("length"))) {
                put(path, DescribedValue.fixed(value));
            }
        });
    }

    private void put(String path, DescribedValue value) {
        model = model.put(path, value);
    }

    private void insert(CatalogueEntry channel) {
        String key = name(channel);
        model.mechanisms().insertable(key);
        change(Region.ALL, region -> {
            Map<String, Map<String, DescribedValue>> mechanisms = new LinkedHashMap<>(region.mechanisms());
            mechanisms.putIfAbsent(key, Map.of());
            return new Region(region.name(), mechanisms, region.values());
        });
    }

    /** The name of a channel within the model, which takes in the text of one in NMODL. */
    private String name(CatalogueEntry channel) {
        MechanismFiles.text(channel)
                .ifPresent(text -> model = model.withRegions(model.mechanisms().with(text), model.regions()));
        return channel.fullName();
    }

    /** The parameters that are free: those that are named, or of new channels the usual ones. */
    private List<FreeParameter> free(List<String> given, boolean isNew) {
        if (!given.isEmpty()) {
            return given.stream().map(FreeOption::parse).toList();
        }
        Cell channels = ModelBuilder.build(null, channels(isNew), Map.of());
        List<FreeParameter> usual = new ArrayList<>(FreeParameter.usual(channels));
        if (isNew && !options.hasMorphology()) {
            usual.add(ModelOptions.POINT_RADIUS);
        }
        return usual;
    }

    private List<CatalogueEntry> channels(boolean isNew) {
        return options.channels(isNew ? List.of("HH", "Leak") : List.of());
    }

    private DescribedValue free(FreeParameter parameter) {
        FreeOption.requireInside(parameter, options.values);
        double own = Optional.ofNullable(options.values.get(parameter.path()))
                .or(() -> Optional.ofNullable(model.values().get(parameter.path()))
                        .map(DescribedValue::start))
                .or(() -> declared(key(parameter.path())))
                .orElse(Double.NaN);
        boolean isLogarithmic = parameter.lower() > 0 && parameter.upper() / parameter.lower() >= LOGARITHMIC_FROM;
        return new DescribedValue.Free(
                parameter.start(own), parameter.lower(), parameter.upper(), isLogarithmic, false);
    }

    /** The default of a parameter by the model's mechanisms, or else by those of the catalogue. */
    private Optional<Double> declared(String key) {
        return model.regions().stream()
                .flatMap(region -> region.mechanisms().keySet().stream())
                .flatMap(name -> model.mechanisms().insertable(name).declarations().stream())
                .filter(declaration -> declaration.key().equals(key) && declaration.isScalar())
                .findFirst()
                .or(() -> Catalogue.declaration(key))
                .map(Declaration::value);
    }

    private static String key(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Changes the region of this name, which is added if the model has none. */
    private void change(String name, UnaryOperator<Region> change) {
        List<Region> regions = new ArrayList<>(model.regions());
        int place = 0;
        while (place < regions.size() && !regions.get(place).name().equals(name)) {
            place++;
        }
        if (place == regions.size()) {
            regions.add(new Region(name, Map.of(), Map.of()));
        }
        regions.set(place, change.apply(regions.get(place)));
        model = model.withRegions(model.mechanisms(), regions);
    }
}
