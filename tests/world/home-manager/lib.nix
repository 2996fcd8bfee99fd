lib:
lib
// {
  hm = {
    dag = {
      entryAnywhere = data: {
        inherit data;
        before = [ ];
        after = [ ];
      };
      entryAfter = after: data: {
        inherit data after;
        before = [ ];
      };
      entryBefore = before: data: {
        inherit data before;
        after = [ ];
      };
    };
  };
}
