package org.cordscope;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of the package tree, each with its reason. */
@AnalyzeClasses(packages = "org.cordscope", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    /** From the vocabulary down to the command line: a package uses only packages before it. */
    private static final List<String> ORDER = List.of(
            "study",
            "provenance",
            "csv",
            "evaluation",
            "imaging",
            "dicom",
            "nifti",
            "raster",
            "phantom",
            "deid",
            "cohort",
            "labelling",
            "learning",
            "inference",
            "report",
            "pacs",
            "service",
            "web",
            "cli");

    @ArchTest
    static final ArchRule a_package_uses_only_packages_above_it_in_the_design = noClasses()
            .should(dependOnALaterPackage())
            .because("data flows one way, so that a reader can start at the top and each part can be tested alone");

    @ArchTest
    static final ArchRule no_cycles = slices().matching("org.cordscope.(**)")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one package, or share a record in study");

    @ArchTest
    static final ArchRule libtorch_only_in_learning_torch = noClasses()
            .that()
            .resideOutsideOfPackage("org.cordscope.learning.torch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..")
            .because("native memory has one owner, and commands without a model start without the tensor library");

    @ArchTest
    static final ArchRule no_public_method_mentions_a_tensor = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("org.cordscope.learning.torch..")
            .should(notMention("org.bytedeco"))
            .because("a tensor that leaves learning.torch is a leak waiting to happen");

    @ArchTest
    static final ArchRule command_line_only_in_cli = noClasses()
            .that()
            .resideOutsideOfPackage("org.cordscope.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "me.tongfei..")
            .because("the same work is offered to a web page and an archive");

    @ArchTest
    static final ArchRule standard_streams_only_in_cli = noClasses()
            .that()
            .resideOutsideOfPackage("org.cordscope.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("stdout carries results and stderr progress, and only the command line knows which is which");

    @ArchTest
    static final ArchRule http_server_only_in_web = noClasses()
            .that()
            .resideOutsideOfPackage("org.cordscope.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "com.sun.net.httpserver..")
            .because("routes are adapters, and what they offer also works from the command line");

    @ArchTest
    static final ArchRule the_phantom_is_the_same_on_every_machine = noClasses()
            .that()
            .resideInAPackage("org.cordscope.phantom..")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "is a function that Math may round differently elsewhere",
                    call -> call.getTargetOwner().isEquivalentTo(Math.class)
                            && Set.of("sin", "cos", "tan", "exp", "log", "pow", "atan2", "cbrt", "hypot")
                                    .contains(call.getName())))
            .because("one seed gives the same bytes everywhere, and StrictMath does");

    private static ArchCondition<JavaClass> dependOnALaterPackage() {
        return new ArchCondition<>("depend on a package further down the design's list") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().stream()
                        .filter(d -> rank(d.getTargetClass().getPackageName()) > rank(from.getPackageName()))
                        .forEach(d -> events.add(SimpleConditionEvent.satisfied(d, d.getDescription())));
            }
        };
    }

    private static int rank(String packageName) {
        return Stream.of(packageName)
                .filter(name -> name.startsWith("org.cordscope."))
                .map(name -> name.substring("org.cordscope.".length()).split("\\.", -1)[0])
                .mapToInt(ORDER::indexOf)
                .findFirst()
                .orElse(-1);
    }

    private static ArchCondition<JavaMethod> notMention(String packagePrefix) {
        DescribedPredicate<JavaClass> foreign =
                DescribedPredicate.describe("native type", c -> c.getName().startsWith(packagePrefix));
        return new ArchCondition<>("not mention " + packagePrefix) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean mentions = foreign.test(method.getRawReturnType())
                        || method.getRawParameterTypes().stream().anyMatch(foreign);
                events.add(new SimpleConditionEvent(method, !mentions, method.getFullName()));
            }
        };
    }
}
