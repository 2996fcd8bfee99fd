# Functions on lists.
{ lib, ... }:
let
  inherit (builtins)
    any
    concatMap
    elem
    elemAt
    filter
    foldl'
    genList
    head
    isList
    length
    partition
    sort
    tail
    ;

  atLeast0 = n: if n < 0 then 0 else n;
  lesser = a: b: if a < b then a else b;
in
rec {
  inherit (builtins)
    all
    any
    concatLists
    concatMap
    elem
    elemAt
    filter
    foldl'
    genList
    groupBy
    head
    isList
    length
    map
    partition
    sort
    tail
    ;

  ## Construction

  # A list of one element.
  singleton = x: [ x ];

  # A list of one element, or an empty one unless the condition holds.
  optional = condition: x: if condition then [ x ] else [ ];

  # The list, or an empty one unless the condition holds.
  optionals = condition: xs: if condition then xs else [ ];

  # The value if it is a list, else a list of it.
  toList = x: if isList x then x else [ x ];

  # The integers from the first to the last one, both included.
  range = first: last: if first > last then [ ] else genList (i: first + i) (last - first + 1);

  # The lists of all attributes, one after the other.
  concatAttrValues = set: builtins.concatLists (builtins.attrValues set);

  # A list of n times the same element.
  replicate = n: x: genList (_: x) n;

  ## Mapping

  # map with its arguments swapped.
  forEach = xs: f: map f xs;

  # map with the index, from 0.
  imap0 = f: xs: genList (i: f i (elemAt xs i)) (length xs);

  # map with the index, from 1.
  imap1 = f: xs: genList (i: f (i + 1) (elemAt xs i)) (length xs);

  # The former name of imap1.
  imap = imap1;

  # filter with the index, from 0.
  ifilter0 =
    pred: xs:
    map (i: elemAt xs i) (filter (i: pred i (elemAt xs i)) (genList (i: i) (length xs)));

  # All nested lists in one.
  flatten = x: if isList x then concatMap flatten x else [ x ];

  # Combines two lists element by element, as far as the shorter one goes.
  zipListsWith =
    f: xs: ys:
    genList (i: f (elemAt xs i) (elemAt ys i)) (lesser (length xs) (length ys));

  # zipListsWith into sets of `fst` and `snd`.
  zipLists = zipListsWith (fst: snd: { inherit fst snd; });

  # A function applied to all ways to choose one element from each list.
  crossLists = f: foldl' (fs: xs: concatMap (g: map g xs) fs) [ f ];

  # A separator between the elements.
  intersperse =
    separator: xs:
    if xs == [ ] then
      [ ]
    else
      [ (head xs) ]
      ++ concatMap (x: [
        separator
        x
      ]) (tail xs);

  ## Folding

  # Folds from the right, lazily.
  foldr =
    op: nul: xs:
    (foldl' (acc: x: { value = op x acc.value; }) { value = nul; } (reverseList xs)).value;

  # The former name of foldr.
  fold = foldr;

  # Folds from the left, lazily.
  foldl =
    op: nul: xs:
    (foldl' (acc: x: { value = op acc.value x; }) { value = nul; } xs).value;

  # groupBy, then folds each group.
  groupBy' =
    op: nul: pred: xs:
    builtins.mapAttrs (_: foldl op nul) (builtins.groupBy pred xs);

  # How many elements satisfy the predicate.
  count = pred: xs: length (filter pred xs);

  ## Search

  # The first element that satisfies the predicate, or the default.
  findFirst =
    pred: default: xs:
    let
      found = filter pred xs;
    in
    if found == [ ] then default else head found;

  # The index of the first element that satisfies the predicate, or the default.
  findFirstIndex =
    pred: default: xs:
    findFirst (i: pred (elemAt xs i)) default (genList (i: i) (length xs));

  # The only element that satisfies the predicate, or one of the two defaults.
  findSingle =
    pred: none: many: xs:
    let
      found = filter pred xs;
    in
    if found == [ ] then
      none
    else if tail found == [ ] then
      head found
    else
      many;

  ## Parts

  # The last element; the list must not be empty.
  last =
    xs:
    if xs == [ ] then
      throw "lists.last: list must not be empty!"
    else
      elemAt xs (length xs - 1);

  # All but the last element; the list must not be empty.
  init =
    xs:
    if xs == [ ] then
      throw "lists.init: list must not be empty!"
    else
      genList (elemAt xs) (length xs - 1);

  # At most count elements from a start.
  sublist =
    start: count: xs:
    genList (i: elemAt xs (start + i)) (lesser count (atLeast0 (length xs - start)));

  # At most the first n elements.
  take = n: sublist 0 (atLeast0 n);

  # At most the last n elements.
  takeEnd =
    n: xs:
    let
      keep = lesser (atLeast0 n) (length xs);
    in
    sublist (length xs - keep) keep xs;

  # All but the first n elements.
  drop = n: xs: sublist (atLeast0 n) (length xs) xs;

  # All but the last n elements.
  dropEnd = n: xs: take (length xs - n) xs;

  # The list with another element at an index.
  replaceElemAt =
    xs: index: x:
    if index < 0 || index >= length xs then
      throw "lists.replaceElemAt: index out of range"
    else
      imap0 (i: old: if i == index then x else old) xs;

  # Whether a list begins with another one.
  hasPrefix = prefix: xs: take (length prefix) xs == prefix;

  # The list without the prefix that it must have.
  removePrefix =
    prefix: xs:
    if hasPrefix prefix xs then
      drop (length prefix) xs
    else
      throw "lists.removePrefix: First argument is not a list prefix of the second argument";

  # The longest list that both lists begin with.
  commonPrefix =
    xs: ys:
    let
      most = lesser (length xs) (length ys);
    in
    take (findFirstIndex (same: !same) most (zipListsWith (x: y: x == y) xs ys)) xs;

  ## Sets of elements

  # The elements that differ from the given one.
  remove = x: filter (y: y != x);

  # The elements that are in the first list as well.
  intersectLists = xs: filter (y: elem y xs);

  # The elements of the second list that aren't in the first.
  subtractLists = xs: filter (y: !(elem y xs));

  # Whether no element is in both lists.
  mutuallyExclusive = xs: ys: !(any (x: elem x ys) xs);

  # The first of each group of equal elements.
  unique = foldl' (seen: x: if elem x seen then seen else seen ++ [ x ]) [ ];

  # The distinct strings of a list, sorted.
  uniqueStrings = xs: builtins.attrNames (builtins.groupBy (x: x) xs);

  # Whether no two elements are equal.
  allUnique = xs: length (unique xs) == length xs;

  ## Order

  # The elements from last to first.
  reverseList =
    xs:
    let
      n = length xs;
    in
    genList (i: elemAt xs (n - 1 - i)) n;

  # Sorts by a key of the elements.
  sortOn =
    f: xs:
    map (p: p.x) (
      sort (a: b: a.key < b.key) (
        map (x: {
          inherit x;
          key = f x;
        }) xs
      )
    );

  # Compares lists element by element; a list comes before those that it begins.
  compareLists =
    cmp: xs: ys:
    if xs == [ ] then
      (if ys == [ ] then 0 else -1)
    else if ys == [ ] then
      1
    else
      let
        order = cmp (head xs) (head ys);
      in
      if order == 0 then compareLists cmp (tail xs) (tail ys) else order;

  # Sorts strings so that numbers in them count as numbers.
  naturalSort =
    xs:
    let
      key =
        text:
        map (part: if isList part then lib.toIntBase10 (head part) else part) (
          builtins.split "(0|[1-9][0-9]*)" text
        );
      pairs = map (x: {
        inherit x;
        key = key x;
      }) xs;
    in
    map (p: p.x) (sort (a: b: compareLists lib.compare a.key b.key < 0) pairs);

  # Searches from the head of a list for an element that nothing comes before: `{ minimal;
  # visited; rest; }`, or `{ cycle; loops; visited; rest; }` if a cycle stops it.
  listDfs =
    stopOnCycles: before: xs:
    let
      go =
        node: visited: rest:
        let
          loops = filter (x: before x node) visited;
          parts = partition (x: before x node) rest;
        in
        if stopOnCycles && loops != [ ] then
          {
            cycle = node;
            inherit loops visited rest;
          }
        else if parts.right == [ ] then
          {
            minimal = node;
            inherit visited rest;
          }
        else
          go (head parts.right) ([ node ] ++ visited) (tail parts.right ++ parts.wrong);
    in
    go (head xs) [ ] (tail xs);

  # Sorts by a partial order: `{ result; }` or `{ cycle; loops; }`.
  toposort =
    before: xs:
    let
      search = listDfs true before xs;
      others = toposort before (search.visited ++ search.rest);
    in
    if length xs < 2 then
      { result = xs; }
    else if search ? cycle then
      {
        cycle = reverseList ([ search.cycle ] ++ search.visited);
        inherit (search) loops;
      }
    else if others ? cycle then
      others
    else
      { result = [ search.minimal ] ++ others.result; };
}
