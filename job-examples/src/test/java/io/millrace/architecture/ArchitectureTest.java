package io.millrace.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** What holds for all modules together. They are all seen from here. */
@AnalyzeClasses(packages = "io.millrace", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String SCHEMAS = "io.millrace.schemas..";

  /** Every folder of production code; a rule over classes that were not read would hold of anything. */
  private static final String[] MODULES = {
    "io.millrace.core",
    "io.millrace.core.task",
    "io.millrace.core.load",
    "io.millrace.loading",
    "io.millrace.core.action",
    "io.millrace.schemas",
    "io.millrace.tasks",
    "io.millrace.text",
    "io.millrace.opennlp",
    "io.millrace.modelserver",
    "io.millrace.openai",
    "io.millrace.flink",
    "io.millrace.flink.async",
    "io.millrace.kafka",
    "io.millrace.kafka.reader",
    "io.millrace.kafka.action",
    "io.millrace.kafka.client",
    "io.millrace.files",
    "io.millrace.testkit",
    "io.millrace.testkit.fuzz",
    "io.millrace.testkit.action",
    "io.millrace.testkit.flink",
    "io.millrace.broker",
    "io.millrace.cluster",
    "io.millrace.examples"
  };

  private static final int FEWEST_CLASSES = 200;

  private static final Set<String> JAVA_LANG = Set.of(
      "Boolean",
      "Character",
      "Class",
      "Double",
      "Enum",
      "Error",
      "Exception",
      "Float",
      "Integer",
      "Iterable",
      "Long",
      "Math",
      "Module",
      "Number",
      "Object",
      "Override",
      "Package",
      "Process",
      "Record",
      "Runnable",
      "Runtime",
      "Short",
      "String",
      "System",
      "Thread",
      "Throwable",
      "Void");

  @ArchTest
  static void enoughClassesWereRead(JavaClasses read) {
    assertThat(read.size()).isGreaterThan(FEWEST_CLASSES);
    assertThat(packages(read).stream().map(JavaPackage::getName)).contains(MODULES);
    assertThat(read.stream().map(JavaClass::getSimpleName))
        .noneMatch(name -> name.endsWith("Test"));
  }

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.millrace.(**)").should().beFreeOfCycles();

  @ArchTest
  static void everyPackageWrittenByHandIsNullMarked(JavaClasses read) {
    assertThat(packages(read))
        .filteredOn(javaPackage -> !javaPackage.getName().equals("io.millrace.schemas"))
        .allSatisfy(javaPackage -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
            .as(javaPackage.getName())
            .isTrue());
  }

  @ArchTest
  static final ArchRule coreNeedsTheJdkAndJSpecifyOnly = classes()
      .that()
      .resideInAPackage("io.millrace.core..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage("io.millrace.core..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule loadingNeedsCoreAndYamlOnly = classes()
      .that()
      .resideInAPackage("io.millrace.loading..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "io.millrace.loading..",
          "io.millrace.core..",
          "java..",
          "org.jspecify..",
          "org.snakeyaml.engine..");

  /** A folder's reader is found, not called: whoever needs no folders need not have it. */
  @ArchTest
  static final ArchRule nothingNeedsLoading = noClasses()
      .that()
      .resideOutsideOfPackage("io.millrace.loading..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.millrace.loading..");

  @ArchTest
  static final ArchRule tasksNeedCoreAndSchemasOnly = classes()
      .that()
      .resideInAPackage("io.millrace.tasks..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "io.millrace.tasks..",
          "io.millrace.core..",
          SCHEMAS,
          "java..",
          "org.jspecify..",
          "org.apache.avro..");

  @ArchTest
  static final ArchRule testkitNeedsTasksOnly = classes()
      .that()
      .resideInAPackage("io.millrace.testkit..")
      .and()
      .resideOutsideOfPackage("io.millrace.testkit.flink..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "io.millrace.testkit..",
          "com.sun.management",
          "io.millrace.tasks..",
          "io.millrace.core..",
          SCHEMAS,
          "java..",
          "org.jspecify..",
          "org.apache.avro..");

  @ArchTest
  static final ArchRule schemasNeedAvroOnly = classes()
      .that()
      .resideInAPackage(SCHEMAS)
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(SCHEMAS, "java..", "org.apache.avro..");

  @ArchTest
  static final ArchRule modulesKnowNeitherFlinkNorKafka = noClasses()
      .that()
      .resideInAnyPackage("io.millrace.text..", "io.millrace.opennlp..", "io.millrace.openai..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "org.apache.flink..",
          "org.apache.kafka..",
          "io.millrace.flink..",
          "io.millrace.kafka..",
          "io.millrace.examples..");

  @ArchTest
  static final ArchRule flinkKnowsNoKafkaAndNoTask = noClasses()
      .that()
      .resideInAPackage("io.millrace.flink..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "org.apache.kafka..",
          "org.apache.flink.connector.kafka..",
          "io.millrace.kafka..",
          "io.millrace.tasks..",
          "io.millrace.text..",
          "io.millrace.opennlp..",
          "io.millrace.openai..",
          "io.millrace.modelserver..",
          SCHEMAS,
          "io.millrace.examples..");

  @ArchTest
  static final ArchRule kafkaKnowsNoModule = noClasses()
      .that()
      .resideInAnyPackage("io.millrace.kafka..", "io.millrace.files..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "io.millrace.text..",
          "io.millrace.opennlp..",
          "io.millrace.openai..",
          "io.millrace.modelserver..",
          "io.millrace.testkit..");

  /** Whoever reads with a plain consumer has no Flink on the class path. */
  @ArchTest
  static final ArchRule readersNeedKafkasClientAndEnvelopesOnly = classes()
      .that()
      .resideInAPackage("io.millrace.kafka.reader..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "io.millrace.kafka.reader..",
          "io.millrace.kafka.envelope..",
          "io.millrace.core..",
          "org.apache.kafka.clients..",
          "org.apache.kafka.common..",
          "java..",
          "org.jspecify..");

  @ArchTest
  static final ArchRule envelopesAndClientsNeedNoFlink = noClasses()
      .that()
      .resideInAnyPackage(
          "io.millrace.kafka.envelope..",
          "io.millrace.kafka.action..",
          "io.millrace.kafka.client..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("org.apache.flink..", "io.millrace.flink..");

  @ArchTest
  static final ArchRule nothingNeedsTheExamples = noClasses()
      .that()
      .resideOutsideOfPackage("io.millrace.examples..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.millrace.examples..");

  @ArchTest
  static final ArchRule genericExceptionsAreNotThrown = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  /** Generated records have setters because Flink needs them; what passes between operators is never changed. */
  @ArchTest
  static final ArchRule avroRecordsAreNotChanged = noClasses()
      .that()
      .resideOutsideOfPackage(SCHEMAS)
      .should()
      .callMethodWhere(target(owner(are(resideInAPackage(SCHEMAS))))
          .and(target(nameMatching("(set[A-Z].*|put)"))));

  @ArchTest
  static final ArchRule namesSayTheRoleAndNotThePattern = noClasses()
      .that()
      .resideOutsideOfPackage(SCHEMAS)
      .should()
      .haveNameMatching(
          ".*[.$A-Za-z0-9](Impl|Manager|Helper|Utils?|Base|Abstract|Common)([A-Z$].*)?|.*[.$]Abstract[A-Z].*");

  @ArchTest
  static void publicNamesAreNotThoseOfJavaLang(JavaClasses read) {
    assertThat(read.stream().filter(JavaClass::isTopLevelClass))
        .noneSatisfy(javaClass -> assertThat(JAVA_LANG).contains(javaClass.getSimpleName()));
  }

  @ArchTest
  static final ArchRule logsGoThroughSlf4j =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static void onlyExamplesAndTheTestBrokerWriteToTheTerminal(JavaClasses read) {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(read.that(
        resideInAnyPackage("io.millrace.examples..", "io.millrace.broker").negate()));
  }

  private static Set<JavaPackage> packages(JavaClasses read) {
    return read.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
  }
}
