package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LayoutsTest {
    /** Amazon has a second report, for those who pack: the same orders, without what they cost. */
    @Test
    void saysWhichColumnAPlatformsFileLacks() {
        String unshipped =
                "order-id\torder-item-id\tpurchase-date\tpayments-date\tpromise-date\tsku\tquantity-purchased\n"
                        + "111-0000000-1111111\t5\t2026-07-30T08:34:47+00:00\t2026-07-30T08:34:47+00:00\t2026-08-21T18:29:59+00:00\tMUG\t1\n";

        assertThatThrownBy(() -> Found.in(unshipped))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("nearly the layout 'amazon', but without the column itemprice");
    }

    @Test
    void takesNoFileForAPlatformsThatOnlyHasAnOrderIdAndADate() {
        assertThatThrownBy(() -> Found.in("order_id,order_date,item,amount\n1,2026-07-30,Mug,2\n"))
                .isInstanceOf(UnreadableFile.class)
                .message()
                .startsWith("no known header")
                .doesNotContain("nearly");
    }
}
