INSERT INTO f VALUES ('x', 'y', 'z'); INSERT INTO t VALUES ('z');
