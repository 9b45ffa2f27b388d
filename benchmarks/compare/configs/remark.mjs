import gfm from "remark-gfm";
import emptyUrl from "remark-lint-no-empty-url";
import recommended from "remark-preset-lint-recommended";
import undefinedReferences from "remark-lint-no-undefined-references";
import validateLinks from "remark-validate-links";

export default {
  plugins: [
    gfm,
    recommended,
    // It takes every `[[Paper](…)]` of a digest for a reference to an undefined definition.
    [undefinedReferences, false],
    emptyUrl,
    [validateLinks, { repository: false }],
  ],
};
