{
  jq = final: prev: { jq = prev.jq.override { onig = null; }; };
  both = final: prev: { jq = final.curl; };
}
