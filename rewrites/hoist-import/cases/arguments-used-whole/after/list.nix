{ pkgs, ... }: [ pkgs.git ]
