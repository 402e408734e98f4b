namespace Virga.Tests.Wire.Signing;

/// <summary>
/// The requests and signatures of AWS's public Signature Version 4 test suite (key AKIDEXAMPLE, 2015-08-30, us-east-1,
/// "service"). Figures from the suite as published in awslabs/aws-c-auth (tests/aws-signing-test-suite, Apache-2.0) and
/// in the npm package @aws-sdk/signature-v4 (Apache-2.0).
/// </summary>
internal sealed record AwsVector(
    string Name, string Method, string Target, string Headers, string Body, string Signature)
{
    public const string AccessKeyId = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Timestamp = "20150830T123600Z";

    private const string Vanilla = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    private const string Unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static readonly IReadOnlyList<AwsVector> All =
    [
        new("get-header-key-duplicate", "GET", "/", "my-header1: value2,value2,value1", "",
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
        new("get-header-value-multiline", "GET", "/", "my-header1: value1,value2,value3", "",
            "ba17b383a53190154eb5fa66a1b836cc297cc0a3d70a5d00705980573d8ff790"),
        new("get-header-value-order", "GET", "/", "my-header1: value4,value1,value3,value2", "",
            "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
        new("get-header-value-trim", "GET", "/", "my-header1: value1\nmy-header2: \"a   b   c\"", "",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        new("get-unreserved", "GET", $"/{Unreserved}", "", "",
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
        new("get-utf8", "GET", "/ሴ", "", "",
            "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        new("get-vanilla", "GET", "/", "", "",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        new("get-vanilla-empty-query-key", "GET", "/?Param1=value1", "", "",
            "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
        new("get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1", "", "",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        new("get-vanilla-query-unreserved", "GET", $"/?{Unreserved}={Unreserved}", "", "",
            "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
        new("get-vanilla-utf8-query", "GET", "/?%E1%88%B4=bar", "", "",
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
        new("post-header-key-case", "POST", "/", "", "",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        new("post-header-key-sort", "POST", "/", "my-header1: value1", "",
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"),
        new("post-header-value-case", "POST", "/", "my-header1: VALUE1", "",
            "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"),
        new("post-vanilla", "POST", "/", "", "",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        new("post-vanilla-empty-query-value", "POST", "/?Param1=value1", "", "",
            "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
        new("post-vanilla-query", "POST", "/?Param1=value1", "", "",
            "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
        new("post-vanilla-query-nonunreserved", "POST",
            "/?%40%23%24%25%5E=&%2B=%2F%2C%3F%3E%3C%60%22%3B%3A%5C%7C%5D%5B%7B%7D",
            "", "",
            "66c82657c86e26fb25238d0e69f011edc4c6df5ae71119d7cb98ed9b87393c1e"),
        new("post-vanilla-query-space", "POST", "/?p=", "", "",
            "e71688addb58a26418614085fb730ba3faa623b461c17f48f2fbdb9361b94a9b"),
        new("post-x-www-form-urlencoded", "POST", "/",
            "content-type: application/x-www-form-urlencoded", "Param1=value1",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
        new("post-x-www-form-urlencoded-parameters", "POST", "/",
            "content-type: application/x-www-form-urlencoded; charset=utf8", "Param1=value1",
            "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"),
        new("get-relative", "GET", "/example/..", "", "", Vanilla),
        new("get-relative-relative", "GET", "/example1/example2/../..", "", "", Vanilla),
        new("get-slash", "GET", "//", "", "", Vanilla),
        new("get-slash-dot-slash", "GET", "/./", "", "", Vanilla),
        new("get-slash-pointless-dot", "GET", "/./example", "", "",
            "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
        new("get-slashes", "GET", "//example//", "", "",
            "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
        new("get-space", "GET", "/example space/", "", "",
            "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
        new("get-vanilla-query-order-encoded", "GET", "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1", "", "",
            "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
        new("get-vanilla-with-session-token", "GET", "/",
            "x-amz-security-token: 6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267", "",
            "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"),
    ];
}
