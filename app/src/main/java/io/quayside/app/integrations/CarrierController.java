package io.quayside.app.integrations;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.domain.integrations.CarrierMapping;
import io.quayside.domain.integrations.CarrierMappings;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.UnitOfWork;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a merchant's carriers are called at a connection's platform. */
@RestController
@RequestMapping("/api/v1/integrations/{id}/carriers")
@Tag(name = "Integrations")
class CarrierController {
    private static final int MOST = 200;
    private final ConnectionDesk desk;
    private final CarrierMappings mappings;
    private final UnitOfWork unitOfWork;

    CarrierController(ConnectionDesk desk, CarrierMappings mappings, UnitOfWork unitOfWork) {
        this.desk = desk;
        this.mappings = mappings;
        this.unitOfWork = unitOfWork;
    }

    /**
     * @param known the platform's own codes; empty when it has no list
     * @param othersToo whether the platform takes other codes or names as well
     */
    record ConnectionCarriers(List<MappedCarrier> mappings, List<CarrierCodes.Known> known, boolean othersToo) {}

    /**
     * @param carrier as shipments here call it, whatever its case
     * @param code the platform's own
     * @param name what buyers are shown; the carrier's when absent
     */
    record MappedCarrier(@Nullable String carrier, @Nullable String code, @Nullable String name) {
        static MappedCarrier of(CarrierMapping mapping) {
            return new MappedCarrier(mapping.carrier(), mapping.code(), mapping.name());
        }
    }

    record CarrierChange(@NotNull List<MappedCarrier> mappings) {}

    @GetMapping
    @Operation(summary = "Our carriers in the platform's words, and the words that the platform knows")
    ConnectionCarriers show(@PathVariable ConnectionId id, Merchant who) {
        who.require("integrations:read");
        return present(who, desk.find(who.tenant(), id));
    }

    @PutMapping
    @Operation(summary = "Replace all carriers of the connection")
    ConnectionCarriers replace(@PathVariable ConnectionId id, @Valid @RequestBody CarrierChange change, Merchant who) {
        who.require("integrations:write");
        return unitOfWork.run(who.tenant(), () -> {
            Connection connection = desk.find(who.tenant(), id);
            CarrierCodes codes = desk.connector(connection.platform()).carrierCodes();
            mappings.replace(who.tenant(), id, checked(change.mappings(), codes));
            return present(who, connection);
        });
    }

    private ConnectionCarriers present(Merchant who, Connection connection) {
        CarrierCodes codes = desk.connector(connection.platform()).carrierCodes();
        return new ConnectionCarriers(
                mappings.list(who.tenant(), connection.id()).stream()
                        .map(MappedCarrier::of)
                        .toList(),
                codes.known(),
                codes.othersToo());
    }

    private static List<CarrierMapping> checked(List<MappedCarrier> entered, CarrierCodes codes) {
        List<FieldProblem> problems = new ArrayList<>();
        List<CarrierMapping> checked = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (entered.size() > MOST) {
            throw Problem.invalid("mappings", "has more than %d entries".formatted(MOST));
        }
        for (int i = 0; i < entered.size(); i++) {
            MappedCarrier one = entered.get(i);
            String at = "mappings[%d]".formatted(i);
            try {
                CarrierMapping mapping = new CarrierMapping(text(one.carrier()), text(one.code()), text(one.name()));
                if (!seen.add(CarrierMapping.key(mapping.carrier()))) {
                    problems.add(new FieldProblem(at + ".carrier", "is there already: each carrier has one code"));
                }
                if (!codes.takes(mapping.code())) {
                    problems.add(new FieldProblem(
                            at + ".code",
                            "is none of the platform's: use one of "
                                    + String.join(
                                            ", ",
                                            codes.known().stream()
                                                    .map(CarrierCodes.Known::code)
                                                    .toList())));
                }
                checked.add(mapping);
            } catch (InvalidValue e) {
                problems.add(new FieldProblem(at, String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return checked;
    }

    private static String text(@Nullable String entered) {
        return entered == null ? "" : entered;
    }
}
