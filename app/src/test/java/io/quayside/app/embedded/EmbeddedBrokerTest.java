package io.quayside.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.integrations.Platform;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import javax.management.ObjectName;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    private StateDirectory home;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        home = StateDirectory.open(directory);
        broker = EmbeddedBroker.start(home, BrokerProperties.defaults(), List.of(new Platform("shopify")));
    }

    @AfterEach
    void stop() {
        broker.close();
        home.close();
    }

    @Test
    void listensInsideThisProcessOnly() {
        assertThat(broker.server().getConfiguration().getAcceptorConfigurations())
                .extracting(TransportConfiguration::getFactoryClassName)
                .containsExactly(InVMAcceptorFactory.class.getName());
        assertThat(broker.server().getConfiguration().getConnectorConfigurations())
                .isEmpty();
    }

    @Test
    void letsNobodyInWithoutItsPassword() {
        assertThatThrownBy(() ->
                        new ActiveMQConnectionFactory(broker.access().url(), "quayside", "guessed").createConnection())
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> new ActiveMQConnectionFactory(broker.access().url()).createConnection())
                .isInstanceOf(JMSException.class);
    }

    @Test
    void syncsItsJournalBeforeItAnswers() {
        var journal = broker.journal();

        assertThat(journal.type()).isIn("NIO", "ASYNCIO");
        assertThat(List.of(journal.dataSync(), journal.syncTransactional(), journal.syncNonTransactional()))
                .containsOnly(true);
        assertThat(journal.bufferTimeoutNanos()).isEqualTo(500_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead.receive", "dead.normalize", "dead.import", "dead.events", "dead.writeback"})
    void keepsDeadLettersInAQueue(String address) {
        var queue = broker.server().locateQueue(address);

        assertThat(queue.isDurable()).isTrue();
        assertThat(queue.isAutoDelete()).isFalse();
    }

    @Test
    void refusesASettingWhoseDeadLettersWouldBeLost() {
        broker.server()
                .getConfiguration()
                .addAddressSetting(
                        "careless.#", new AddressSettings().setDeadLetterAddress(SimpleString.of("dead.nowhere")));

        assertThatThrownBy(() -> EmbeddedBroker.refuseLosingDeadLetters(broker.server()))
                .hasMessageContaining("careless.#")
                .hasMessageContaining("dead.nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress.shopify", "ingress.later-platform", "orders.import", "events"})
    void triesEightTimesWithGrowingPausesThenParks(String address) {
        AddressSettings settings =
                broker.server().getAddressSettingsRepository().getMatch(address);

        assertThat(settings.getMaxDeliveryAttempts()).isEqualTo(8);
        assertThat(settings.getRedeliveryDelay()).isEqualTo(1_000);
        assertThat(settings.getRedeliveryMultiplier()).isEqualTo(2);
        assertThat(settings.getMaxRedeliveryDelay()).isEqualTo(300_000);
        assertThat(settings.getDeadLetterAddress().toString()).startsWith("dead.");
    }

    @Test
    void neverDropsWhatTheDeadLetterDeskCantTakeYet() {
        AddressSettings settings =
                broker.server().getAddressSettingsRepository().getMatch("dead.import");

        assertThat(settings.getMaxDeliveryAttempts()).isEqualTo(-1);
    }

    @Test
    void makesNoQueueOfAMisspeltName() {
        assertThatThrownBy(() -> send("ordres.import", "lost?")).isInstanceOf(JMSException.class);
    }

    @Test
    void keepsMessagesOverARestart() throws Exception {
        send("orders.import", "kept");

        stop();
        start();

        assertThat(((TextMessage) receive("orders.import")).getText()).isEqualTo("kept");
    }

    /** The journal of an older version knows an older filter. */
    @Test
    void tellsAQueueThatIsThereAlreadyWhatItTakesNow() throws Exception {
        SimpleString name = SimpleString.of("events.write-back");
        SimpleString filter = broker.server().locateQueue(name).getFilter().getFilterString();
        broker.server()
                .updateQueue(QueueConfiguration.of(name)
                        .setAddress("events")
                        .setFilterString("QsEventType = 'InventoryChanged'"));
        stop();

        start();

        assertThat(broker.server()
                        .locateQueue(name)
                        .getFilter()
                        .getFilterString()
                        .toString())
                .isEqualTo(filter.toString());
    }

    @Test
    void refusesToDeserializeObjects() throws Exception {
        try (Connection connection = connect()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createProducer(session.createQueue("orders.import")).send(session.createObjectMessage(new Date()));
        }

        ObjectMessage received = (ObjectMessage) receive("orders.import");

        assertThatThrownBy(received::getObject).isInstanceOf(JMSException.class);
    }

    @Test
    void showsItsQueuesOverJmx() throws Exception {
        var names = ManagementFactory.getPlatformMBeanServer()
                .queryNames(
                        new ObjectName("org.apache.activemq.artemis:broker=\"quayside\",component=addresses,*"), null);

        assertThat(names).extracting(ObjectName::toString).anyMatch(name -> name.contains("orders.import"));
    }

    private Connection connect() throws JMSException {
        return BrokerConfiguration.factory(broker.access()).createConnection();
    }

    private void send(String queue, String text) throws JMSException {
        try (Connection connection = connect()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            producer.send(session.createTextMessage(text));
            session.commit();
        }
    }

    private Message receive(String queue) throws JMSException {
        try (Connection connection = connect()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Message message = session.createConsumer(session.createQueue(queue)).receive(5_000);
            assertThat(message).as("a message in " + queue).isNotNull();
            return message;
        }
    }
}
