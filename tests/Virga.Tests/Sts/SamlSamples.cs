namespace Virga.Tests.Sts;

/// <summary>
/// Responses of an identity provider, signed by xmlsec1 1.2.37, so that another implementation says what is right. They
/// name the role <c>ci</c> and the provider <c>idp</c> of account 123456789012, and end in 2036.
/// </summary>
internal static class SamlSamples
{
    /// <summary>The provider's certificate, with which its metadata is made.</summary>
    public static string Metadata(string certificate = Certificate, string entity = "https://idp.example.com") => $"""
        <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity}">
          <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
              <X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
              Location="https://idp.example.com/sso"/>
          </IDPSSODescriptor>
        </EntityDescriptor>
        """.PadRight(1_000);

    /// <summary>RSA, 2,048 bits; DER in base64.</summary>
    public const string Certificate =
        "MIIDFTCCAf2gAwIBAgIUSLfE9bVz8xZUdBIN4jAYgm2wu7cwDQYJKoZIhvcNAQELBQAwGjEYMBYGA1UEAwwPaWRwLmV4YW1wbGUuY29t"
        + "MB4XDTI2MTEyMTE2MDY1MFoXDTQ2MTExNjE2MDY1MFowGjEYMBYGA1UEAwwPaWRwLmV4YW1wbGUuY29tMIIBIjANBgkqhkiG9w0BAQEF"
        + "AAOCAQ8AMIIBCgKCAQEAxnGZgW1s38RJ+y0gSP4O1DSDr4ZAcYM9Ye5vQGincnaAQqMdXoZvNlTLBW5roW0JK0VXBo7rjXKXLDSO2LUM"
        + "GKOAVMjDYSdhqWccp0Bmif43OdAja3nTcS+vhk+rVWuhuEXR+TLuNUWfM0yJQ/lLcd1ZiftGwepgkBTRrOE7GN0nkuBnc4ZA1L+cHNEw"
        + "B5wsyEFDUxFZkWf0hH6yYOQ5qZQ/tK3PfJ1URq1LbtQRvuy+ZXGonpK4tQZ+RWjWTH4ZdXYzm21cMMKv5GOiUkuNUTAomN/+Ruco43sL"
        + "wdbP8UuUQQw2B2b6fibIw37qQz7RnIspGj9KIkeLSlP7I6xG2wIDAQABo1MwUTAdBgNVHQ4EFgQU8jVC9ZF/SW9BLKvlfYco0DL7S7cw"
        + "HwYDVR0jBBgwFoAU8jVC9ZF/SW9BLKvlfYco0DL7S7cwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAL2zXLf4ekh/O"
        + "w7VCs/1V4n7N8e9YeKw5dJxtsrwd8sCFsB1iXpxOq97w/RvERLmvMYoAvh83gs3Ne8DS2j3fF0YuwLVZjoF0txElstN2ROx3/VYWNrui"
        + "AFI5uun+UUqaoriJBigwkU642W4AP9xqcJKwl6bWpmuq69lm00pmK9uYQtM32iaZPHrzytat1RWLIqYdZeFAqFUO/Qx33qkmn4oBqHwG"
        + "Gwq8MMGjHYUtwc3rZW8zSqHjqkBpfuO8RHaJyiYrjurF/xxExkH1RuyoqrxRyk/PG768KMNeXcIWHbmxZX2tJgYYa/WfzGKPIpzVrR2h"
        + "SzX6o3WTgG5Q63iWkg==";

    /// <summary>The assertion is signed, in exclusive form with a prefix that is named.</summary>
    public const string SignedAssertion =
        "PD94bWwgdmVyc2lvbj0iMS4wIj8+CjxzYW1scDpSZXNwb25zZSB4bWxuczpzYW1scD0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4w"
        + "OnByb3RvY29sIiB4bWxuczp4cz0iaHR0cDovL3d3dy53My5vcmcvMjAwMS9YTUxTY2hlbWEiIHhtbG5zOnhzaT0iaHR0cDovL3d3dy53"
        + "My5vcmcvMjAwMS9YTUxTY2hlbWEtaW5zdGFuY2UiIFZlcnNpb249IjIuMCIgSUQ9Il9yMSIgRGVzdGluYXRpb249Imh0dHBzOi8vc2ln"
        + "bmluLmF3cy5hbWF6b24uY29tL3NhbWwiPjxzYW1sOklzc3VlciB4bWxuczpzYW1sPSJ1cm46b2FzaXM6bmFtZXM6dGM6U0FNTDoyLjA6"
        + "YXNzZXJ0aW9uIj5odHRwczovL2lkcC5leGFtcGxlLmNvbTwvc2FtbDpJc3N1ZXI+PHNhbWxwOlN0YXR1cz48c2FtbHA6U3RhdHVzQ29k"
        + "ZSBWYWx1ZT0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4wOnN0YXR1czpTdWNjZXNzIi8+PC9zYW1scDpTdGF0dXM+CiAgPHNhbWw6"
        + "QXNzZXJ0aW9uIHhtbG5zOnNhbWw9InVybjpvYXNpczpuYW1lczp0YzpTQU1MOjIuMDphc3NlcnRpb24iIFZlcnNpb249IjIuMCIgSUQ9"
        + "Il9hMSIgSXNzdWVJbnN0YW50PSIyMDI2LTExLTIxVDA5OjAwOjAwWiI+CiAgICA8c2FtbDpJc3N1ZXI+aHR0cHM6Ly9pZHAuZXhhbXBs"
        + "ZS5jb208L3NhbWw6SXNzdWVyPjxkczpTaWduYXR1cmUgeG1sbnM6ZHM9Imh0dHA6Ly93d3cudzMub3JnLzIwMDAvMDkveG1sZHNpZyMi"
        + "PjxkczpTaWduZWRJbmZvPjxkczpDYW5vbmljYWxpemF0aW9uTWV0aG9kIEFsZ29yaXRobT0iaHR0cDovL3d3dy53My5vcmcvMjAwMS8x"
        + "MC94bWwtZXhjLWMxNG4jIi8+PGRzOlNpZ25hdHVyZU1ldGhvZCBBbGdvcml0aG09Imh0dHA6Ly93d3cudzMub3JnLzIwMDEvMDQveG1s"
        + "ZHNpZy1tb3JlI3JzYS1zaGEyNTYiLz48ZHM6UmVmZXJlbmNlIFVSST0iI19hMSI+PGRzOlRyYW5zZm9ybXM+PGRzOlRyYW5zZm9ybSBB"
        + "bGdvcml0aG09Imh0dHA6Ly93d3cudzMub3JnLzIwMDAvMDkveG1sZHNpZyNlbnZlbG9wZWQtc2lnbmF0dXJlIi8+PGRzOlRyYW5zZm9y"
        + "bSBBbGdvcml0aG09Imh0dHA6Ly93d3cudzMub3JnLzIwMDEvMTAveG1sLWV4Yy1jMTRuIyI+PGVjOkluY2x1c2l2ZU5hbWVzcGFjZXMg"
        + "eG1sbnM6ZWM9Imh0dHA6Ly93d3cudzMub3JnLzIwMDEvMTAveG1sLWV4Yy1jMTRuIyIgUHJlZml4TGlzdD0ieHMiLz48L2RzOlRyYW5z"
        + "Zm9ybT48L2RzOlRyYW5zZm9ybXM+PGRzOkRpZ2VzdE1ldGhvZCBBbGdvcml0aG09Imh0dHA6Ly93d3cudzMub3JnLzIwMDEvMDQveG1s"
        + "ZW5jI3NoYTI1NiIvPjxkczpEaWdlc3RWYWx1ZT51bno1MUEzSENPQk9iV0hhSkNBM29MbzdTVUZNMzhHa2RSUWNlME82QzVNPTwvZHM6"
        + "RGlnZXN0VmFsdWU+PC9kczpSZWZlcmVuY2U+PC9kczpTaWduZWRJbmZvPjxkczpTaWduYXR1cmVWYWx1ZT5uTDlXNzdvZmdiQm9zMUdY"
        + "MVZsam5MaFFnSms4TTlPcEtYOWo3VS8xNk9DVVZVTzh6RXF0Tks4bXE5VTNQWmZDCkhMOVVlUnRSNEp4dnJaak1ZeXArTzhJWlJPbkg5"
        + "YjVGUjNlOEFWV004dE9iYngwYUx1ejJEYkVhN0d4ZzF3ajAKVW1uSEdYRW1KWklrM1pqZnYrWkpPV2ZTMkNxYUJiV1pJU3dCNVpRNnBv"
        + "N1NEVXBteUl1UUlEWXp3L1hjVjdKbwpqd2RYS2FGdFg3cEoybnZLckI4bXRSWi9BcHIvb1diZ3hIQSs0TTJJYkVmR2Y5d2cxVFdyN1RW"
        + "dUhwNVVBMThSCjJqTUk4RERJK3ZnN0w0YUlvaGdIU2JwYWl2T2NML3V6cU1VR3VTSkZLZ2ZxeGhYSjVmZWhjemF0cjBCWjJYK0IKN0tk"
        + "TlQyM0lKS1ozeG1FYldXakFNdz09PC9kczpTaWduYXR1cmVWYWx1ZT48L2RzOlNpZ25hdHVyZT48IS0tIHNhaWQgaW4gcGFzc2luZyAt"
        + "LT4KICAgIDxzYW1sOlN1YmplY3Q+PHNhbWw6TmFtZUlEIEZvcm1hdD0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4wOm5hbWVpZC1m"
        + "b3JtYXQ6cGVyc2lzdGVudCI+YW5uQGV4YW1wbGUuY29tPC9zYW1sOk5hbWVJRD48c2FtbDpTdWJqZWN0Q29uZmlybWF0aW9uIE1ldGhv"
        + "ZD0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4wOmNtOmJlYXJlciI+PHNhbWw6U3ViamVjdENvbmZpcm1hdGlvbkRhdGEgTm90T25P"
        + "ckFmdGVyPSIyMDM2LTExLTIxVDEwOjAwOjAwWiIgUmVjaXBpZW50PSJodHRwczovL3NpZ25pbi5hd3MuYW1hem9uLmNvbS9zYW1sIi8+"
        + "PC9zYW1sOlN1YmplY3RDb25maXJtYXRpb24+PC9zYW1sOlN1YmplY3Q+CiAgICA8c2FtbDpDb25kaXRpb25zPjxzYW1sOkF1ZGllbmNl"
        + "UmVzdHJpY3Rpb24+PHNhbWw6QXVkaWVuY2U+aHR0cHM6Ly9zaWduaW4uYXdzLmFtYXpvbi5jb20vc2FtbDwvc2FtbDpBdWRpZW5jZT48"
        + "L3NhbWw6QXVkaWVuY2VSZXN0cmljdGlvbj48L3NhbWw6Q29uZGl0aW9ucz4KICAgIDxzYW1sOkF0dHJpYnV0ZVN0YXRlbWVudD48c2Ft"
        + "bDpBdHRyaWJ1dGUgTmFtZT0iaHR0cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvUm9sZSI+PHNhbWw6QXR0cmlidXRl"
        + "VmFsdWUgeHNpOnR5cGU9InhzOnN0cmluZyI+YXJuOmF3czppYW06OjEyMzQ1Njc4OTAxMjpyb2xlL2NpLGFybjphd3M6aWFtOjoxMjM0"
        + "NTY3ODkwMTI6c2FtbC1wcm92aWRlci9pZHA8L3NhbWw6QXR0cmlidXRlVmFsdWU+PC9zYW1sOkF0dHJpYnV0ZT48c2FtbDpBdHRyaWJ1"
        + "dGUgTmFtZT0iaHR0cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvUm9sZVNlc3Npb25OYW1lIj48c2FtbDpBdHRyaWJ1"
        + "dGVWYWx1ZSB4c2k6dHlwZT0ieHM6c3RyaW5nIj5hbm48L3NhbWw6QXR0cmlidXRlVmFsdWU+PC9zYW1sOkF0dHJpYnV0ZT48c2FtbDpB"
        + "dHRyaWJ1dGUgTmFtZT0iaHR0cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvRGVwYXJ0bWVudCI+PHNhbWw6QXR0cmli"
        + "dXRlVmFsdWUgeHNpOnR5cGU9InhzOnN0cmluZyI+UiZhbXA7RCAmbHQ7IngiJmd0Ozwvc2FtbDpBdHRyaWJ1dGVWYWx1ZT48L3NhbWw6"
        + "QXR0cmlidXRlPjwvc2FtbDpBdHRyaWJ1dGVTdGF0ZW1lbnQ+CiAgPC9zYW1sOkFzc2VydGlvbj4KPC9zYW1scDpSZXNwb25zZT4K";

    /// <summary>The response is signed, in inclusive form.</summary>
    public const string SignedResponse =
        "PD94bWwgdmVyc2lvbj0iMS4wIj8+CjxzYW1scDpSZXNwb25zZSB4bWxuczpzYW1scD0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4w"
        + "OnByb3RvY29sIiB4bWxuczp4cz0iaHR0cDovL3d3dy53My5vcmcvMjAwMS9YTUxTY2hlbWEiIHhtbG5zOnhzaT0iaHR0cDovL3d3dy53"
        + "My5vcmcvMjAwMS9YTUxTY2hlbWEtaW5zdGFuY2UiIFZlcnNpb249IjIuMCIgSUQ9Il9yMSIgRGVzdGluYXRpb249Imh0dHBzOi8vc2ln"
        + "bmluLmF3cy5hbWF6b24uY29tL3NhbWwiPjxzYW1sOklzc3VlciB4bWxuczpzYW1sPSJ1cm46b2FzaXM6bmFtZXM6dGM6U0FNTDoyLjA6"
        + "YXNzZXJ0aW9uIj5odHRwczovL2lkcC5leGFtcGxlLmNvbTwvc2FtbDpJc3N1ZXI+PGRzOlNpZ25hdHVyZSB4bWxuczpkcz0iaHR0cDov"
        + "L3d3dy53My5vcmcvMjAwMC8wOS94bWxkc2lnIyI+PGRzOlNpZ25lZEluZm8+PGRzOkNhbm9uaWNhbGl6YXRpb25NZXRob2QgQWxnb3Jp"
        + "dGhtPSJodHRwOi8vd3d3LnczLm9yZy9UUi8yMDAxL1JFQy14bWwtYzE0bi0yMDAxMDMxNSIvPjxkczpTaWduYXR1cmVNZXRob2QgQWxn"
        + "b3JpdGhtPSJodHRwOi8vd3d3LnczLm9yZy8yMDAxLzA0L3htbGRzaWctbW9yZSNyc2Etc2hhMjU2Ii8+PGRzOlJlZmVyZW5jZSBVUkk9"
        + "IiNfcjEiPjxkczpUcmFuc2Zvcm1zPjxkczpUcmFuc2Zvcm0gQWxnb3JpdGhtPSJodHRwOi8vd3d3LnczLm9yZy8yMDAwLzA5L3htbGRz"
        + "aWcjZW52ZWxvcGVkLXNpZ25hdHVyZSIvPjxkczpUcmFuc2Zvcm0gQWxnb3JpdGhtPSJodHRwOi8vd3d3LnczLm9yZy9UUi8yMDAxL1JF"
        + "Qy14bWwtYzE0bi0yMDAxMDMxNSIvPjwvZHM6VHJhbnNmb3Jtcz48ZHM6RGlnZXN0TWV0aG9kIEFsZ29yaXRobT0iaHR0cDovL3d3dy53"
        + "My5vcmcvMjAwMS8wNC94bWxlbmMjc2hhMjU2Ii8+PGRzOkRpZ2VzdFZhbHVlPjR5N2ZTclI4dHlxd3NFSWE2UGIwR3hPMThYRGVmNjJY"
        + "SGVaNFNVRUsrNE09PC9kczpEaWdlc3RWYWx1ZT48L2RzOlJlZmVyZW5jZT48L2RzOlNpZ25lZEluZm8+PGRzOlNpZ25hdHVyZVZhbHVl"
        + "Plg3S1VhUlhoYWN2aEhicmt3V1pBZFh6WENzcnR5MFI4emprb09LMTI2eUVCVFhsQmZPaDN2TWtNOURBZzVVQloKRDNNaEhLOVdXT2Qw"
        + "RVc5d0tMako0VVVEY3pJbTFsU2tZM2dxWm1qSnNzSkpsc2dNWUN0Mm1aNHF6VjNkN2pIRgoxUnpyRHUrWWJJeFgzQm5ZQmNlME9GUmxC"
        + "dmxFZWVxbjZGRVVTVnhWc2RoNlcwek5RcG5UOXZvTXdEQTBPQjV3CnZua3JpK3lRVlh6YkRvM2k2WHBvQXRSbXdwczY1eDYxNU1HSlR6"
        + "UlVzdlphZ2hDQ1JUQ3RTU2M2dlpFaHlSRS8KektzVE4xTWZ5YzlIb2FES0tJbFZRSkZtRmc2NGdyeTBuNGpWY1Q3Wkd0TU5UekVFVGpo"
        + "MTkvSzhWZDZnR2hRZApPa29NSUdjVFU3YjFlRy96T3R0Vi93PT08L2RzOlNpZ25hdHVyZVZhbHVlPjwvZHM6U2lnbmF0dXJlPjxzYW1s"
        + "cDpTdGF0dXM+PHNhbWxwOlN0YXR1c0NvZGUgVmFsdWU9InVybjpvYXNpczpuYW1lczp0YzpTQU1MOjIuMDpzdGF0dXM6U3VjY2VzcyIv"
        + "Pjwvc2FtbHA6U3RhdHVzPgogIDxzYW1sOkFzc2VydGlvbiB4bWxuczpzYW1sPSJ1cm46b2FzaXM6bmFtZXM6dGM6U0FNTDoyLjA6YXNz"
        + "ZXJ0aW9uIiBWZXJzaW9uPSIyLjAiIElEPSJfYTEiIElzc3VlSW5zdGFudD0iMjAyNi0xMS0yMVQwOTowMDowMFoiPgogICAgPHNhbWw6"
        + "SXNzdWVyPmh0dHBzOi8vaWRwLmV4YW1wbGUuY29tPC9zYW1sOklzc3Vlcj48IS0tIHNhaWQgaW4gcGFzc2luZyAtLT4KICAgIDxzYW1s"
        + "OlN1YmplY3Q+PHNhbWw6TmFtZUlEIEZvcm1hdD0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4wOm5hbWVpZC1mb3JtYXQ6cGVyc2lz"
        + "dGVudCI+YW5uQGV4YW1wbGUuY29tPC9zYW1sOk5hbWVJRD48c2FtbDpTdWJqZWN0Q29uZmlybWF0aW9uIE1ldGhvZD0idXJuOm9hc2lz"
        + "Om5hbWVzOnRjOlNBTUw6Mi4wOmNtOmJlYXJlciI+PHNhbWw6U3ViamVjdENvbmZpcm1hdGlvbkRhdGEgTm90T25PckFmdGVyPSIyMDM2"
        + "LTExLTIxVDEwOjAwOjAwWiIgUmVjaXBpZW50PSJodHRwczovL3NpZ25pbi5hd3MuYW1hem9uLmNvbS9zYW1sIi8+PC9zYW1sOlN1Ympl"
        + "Y3RDb25maXJtYXRpb24+PC9zYW1sOlN1YmplY3Q+CiAgICA8c2FtbDpDb25kaXRpb25zPjxzYW1sOkF1ZGllbmNlUmVzdHJpY3Rpb24+"
        + "PHNhbWw6QXVkaWVuY2U+aHR0cHM6Ly9zaWduaW4uYXdzLmFtYXpvbi5jb20vc2FtbDwvc2FtbDpBdWRpZW5jZT48L3NhbWw6QXVkaWVu"
        + "Y2VSZXN0cmljdGlvbj48L3NhbWw6Q29uZGl0aW9ucz4KICAgIDxzYW1sOkF0dHJpYnV0ZVN0YXRlbWVudD48c2FtbDpBdHRyaWJ1dGUg"
        + "TmFtZT0iaHR0cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvUm9sZSI+PHNhbWw6QXR0cmlidXRlVmFsdWUgeHNpOnR5"
        + "cGU9InhzOnN0cmluZyI+YXJuOmF3czppYW06OjEyMzQ1Njc4OTAxMjpyb2xlL2NpLGFybjphd3M6aWFtOjoxMjM0NTY3ODkwMTI6c2Ft"
        + "bC1wcm92aWRlci9pZHA8L3NhbWw6QXR0cmlidXRlVmFsdWU+PC9zYW1sOkF0dHJpYnV0ZT48c2FtbDpBdHRyaWJ1dGUgTmFtZT0iaHR0"
        + "cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvUm9sZVNlc3Npb25OYW1lIj48c2FtbDpBdHRyaWJ1dGVWYWx1ZSB4c2k6"
        + "dHlwZT0ieHM6c3RyaW5nIj5hbm48L3NhbWw6QXR0cmlidXRlVmFsdWU+PC9zYW1sOkF0dHJpYnV0ZT48c2FtbDpBdHRyaWJ1dGUgTmFt"
        + "ZT0iaHR0cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvRGVwYXJ0bWVudCI+PHNhbWw6QXR0cmlidXRlVmFsdWUgeHNp"
        + "OnR5cGU9InhzOnN0cmluZyI+UiZhbXA7RCAmbHQ7IngiJmd0Ozwvc2FtbDpBdHRyaWJ1dGVWYWx1ZT48L3NhbWw6QXR0cmlidXRlPjwv"
        + "c2FtbDpBdHRyaWJ1dGVTdGF0ZW1lbnQ+CiAgPC9zYW1sOkFzc2VydGlvbj4KPC9zYW1scDpSZXNwb25zZT4K";

    /// <summary>The assertion is signed, in inclusive form: declarations around it count.</summary>
    public const string InclusiveAssertion =
        "PD94bWwgdmVyc2lvbj0iMS4wIj8+CjxzYW1scDpSZXNwb25zZSB4bWxuczpzYW1scD0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4w"
        + "OnByb3RvY29sIiB4bWxuczp4cz0iaHR0cDovL3d3dy53My5vcmcvMjAwMS9YTUxTY2hlbWEiIHhtbG5zOnhzaT0iaHR0cDovL3d3dy53"
        + "My5vcmcvMjAwMS9YTUxTY2hlbWEtaW5zdGFuY2UiIFZlcnNpb249IjIuMCIgSUQ9Il9yMSIgRGVzdGluYXRpb249Imh0dHBzOi8vc2ln"
        + "bmluLmF3cy5hbWF6b24uY29tL3NhbWwiPjxzYW1sOklzc3VlciB4bWxuczpzYW1sPSJ1cm46b2FzaXM6bmFtZXM6dGM6U0FNTDoyLjA6"
        + "YXNzZXJ0aW9uIj5odHRwczovL2lkcC5leGFtcGxlLmNvbTwvc2FtbDpJc3N1ZXI+PHNhbWxwOlN0YXR1cz48c2FtbHA6U3RhdHVzQ29k"
        + "ZSBWYWx1ZT0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4wOnN0YXR1czpTdWNjZXNzIi8+PC9zYW1scDpTdGF0dXM+CiAgPHNhbWw6"
        + "QXNzZXJ0aW9uIHhtbG5zOnNhbWw9InVybjpvYXNpczpuYW1lczp0YzpTQU1MOjIuMDphc3NlcnRpb24iIFZlcnNpb249IjIuMCIgSUQ9"
        + "Il9hMSIgSXNzdWVJbnN0YW50PSIyMDI2LTExLTIxVDA5OjAwOjAwWiI+CiAgICA8c2FtbDpJc3N1ZXI+aHR0cHM6Ly9pZHAuZXhhbXBs"
        + "ZS5jb208L3NhbWw6SXNzdWVyPjxkczpTaWduYXR1cmUgeG1sbnM6ZHM9Imh0dHA6Ly93d3cudzMub3JnLzIwMDAvMDkveG1sZHNpZyMi"
        + "PjxkczpTaWduZWRJbmZvPjxkczpDYW5vbmljYWxpemF0aW9uTWV0aG9kIEFsZ29yaXRobT0iaHR0cDovL3d3dy53My5vcmcvVFIvMjAw"
        + "MS9SRUMteG1sLWMxNG4tMjAwMTAzMTUiLz48ZHM6U2lnbmF0dXJlTWV0aG9kIEFsZ29yaXRobT0iaHR0cDovL3d3dy53My5vcmcvMjAw"
        + "MS8wNC94bWxkc2lnLW1vcmUjcnNhLXNoYTI1NiIvPjxkczpSZWZlcmVuY2UgVVJJPSIjX2ExIj48ZHM6VHJhbnNmb3Jtcz48ZHM6VHJh"
        + "bnNmb3JtIEFsZ29yaXRobT0iaHR0cDovL3d3dy53My5vcmcvMjAwMC8wOS94bWxkc2lnI2VudmVsb3BlZC1zaWduYXR1cmUiLz48ZHM6"
        + "VHJhbnNmb3JtIEFsZ29yaXRobT0iaHR0cDovL3d3dy53My5vcmcvVFIvMjAwMS9SRUMteG1sLWMxNG4tMjAwMTAzMTUiLz48L2RzOlRy"
        + "YW5zZm9ybXM+PGRzOkRpZ2VzdE1ldGhvZCBBbGdvcml0aG09Imh0dHA6Ly93d3cudzMub3JnLzIwMDEvMDQveG1sZW5jI3NoYTI1NiIv"
        + "PjxkczpEaWdlc3RWYWx1ZT5jT254cVh1K3F3dE1XM2YxZ2QxTzRDaFppdzZCbXpXOFVNM0xJOHR0WW9FPTwvZHM6RGlnZXN0VmFsdWU+"
        + "PC9kczpSZWZlcmVuY2U+PC9kczpTaWduZWRJbmZvPjxkczpTaWduYXR1cmVWYWx1ZT5hWWRkS01wZjNPNHI4ckFmMG5MbXJvb3FVRHIv"
        + "Y2RUcENCOG1pVHl6ZzhSb2pnM1NLMEsxdnlEbDJkWnN1QjJOCllRRm96ek9TNVIwbVFSdFdrelNXbjdRVGtRR3NUT3NTSWIvb1NGRjNO"
        + "SzIyTDZ5ampNRUJJR280a2ZkM2tOR1IKbUxxUkNpREtnK3FqZ0w5bXZ3T0dRZVhFRy9iZGRqWnBUR2xUS1daNUJoRG5zMmwrN2ZuQnhv"
        + "VEJZY2xxcTFJTwpYU3NmaldoQWR3REY3bkduaVlQamxzWS9GWUc2VHppNXRuRU5HUWJJTjk5RmNrRUpTWWI4VCtqVE9VM2FDZVlZCjJi"
        + "ODNrRy9HaHJTYmtxUXFMeHkzaTdzbnptb1AyY0h3eTR5RkFqOWg1NXg0M2ZqYTNKZG5PU0cwVTdQbUpUYVkKTk9IZnpaZTJtUXdEWXJI"
        + "L0kydkZWZz09PC9kczpTaWduYXR1cmVWYWx1ZT48L2RzOlNpZ25hdHVyZT48IS0tIHNhaWQgaW4gcGFzc2luZyAtLT4KICAgIDxzYW1s"
        + "OlN1YmplY3Q+PHNhbWw6TmFtZUlEIEZvcm1hdD0idXJuOm9hc2lzOm5hbWVzOnRjOlNBTUw6Mi4wOm5hbWVpZC1mb3JtYXQ6cGVyc2lz"
        + "dGVudCI+YW5uQGV4YW1wbGUuY29tPC9zYW1sOk5hbWVJRD48c2FtbDpTdWJqZWN0Q29uZmlybWF0aW9uIE1ldGhvZD0idXJuOm9hc2lz"
        + "Om5hbWVzOnRjOlNBTUw6Mi4wOmNtOmJlYXJlciI+PHNhbWw6U3ViamVjdENvbmZpcm1hdGlvbkRhdGEgTm90T25PckFmdGVyPSIyMDM2"
        + "LTExLTIxVDEwOjAwOjAwWiIgUmVjaXBpZW50PSJodHRwczovL3NpZ25pbi5hd3MuYW1hem9uLmNvbS9zYW1sIi8+PC9zYW1sOlN1Ympl"
        + "Y3RDb25maXJtYXRpb24+PC9zYW1sOlN1YmplY3Q+CiAgICA8c2FtbDpDb25kaXRpb25zPjxzYW1sOkF1ZGllbmNlUmVzdHJpY3Rpb24+"
        + "PHNhbWw6QXVkaWVuY2U+aHR0cHM6Ly9zaWduaW4uYXdzLmFtYXpvbi5jb20vc2FtbDwvc2FtbDpBdWRpZW5jZT48L3NhbWw6QXVkaWVu"
        + "Y2VSZXN0cmljdGlvbj48L3NhbWw6Q29uZGl0aW9ucz4KICAgIDxzYW1sOkF0dHJpYnV0ZVN0YXRlbWVudD48c2FtbDpBdHRyaWJ1dGUg"
        + "TmFtZT0iaHR0cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvUm9sZSI+PHNhbWw6QXR0cmlidXRlVmFsdWUgeHNpOnR5"
        + "cGU9InhzOnN0cmluZyI+YXJuOmF3czppYW06OjEyMzQ1Njc4OTAxMjpyb2xlL2NpLGFybjphd3M6aWFtOjoxMjM0NTY3ODkwMTI6c2Ft"
        + "bC1wcm92aWRlci9pZHA8L3NhbWw6QXR0cmlidXRlVmFsdWU+PC9zYW1sOkF0dHJpYnV0ZT48c2FtbDpBdHRyaWJ1dGUgTmFtZT0iaHR0"
        + "cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvUm9sZVNlc3Npb25OYW1lIj48c2FtbDpBdHRyaWJ1dGVWYWx1ZSB4c2k6"
        + "dHlwZT0ieHM6c3RyaW5nIj5hbm48L3NhbWw6QXR0cmlidXRlVmFsdWU+PC9zYW1sOkF0dHJpYnV0ZT48c2FtbDpBdHRyaWJ1dGUgTmFt"
        + "ZT0iaHR0cHM6Ly9hd3MuYW1hem9uLmNvbS9TQU1ML0F0dHJpYnV0ZXMvRGVwYXJ0bWVudCI+PHNhbWw6QXR0cmlidXRlVmFsdWUgeHNp"
        + "OnR5cGU9InhzOnN0cmluZyI+UiZhbXA7RCAmbHQ7IngiJmd0Ozwvc2FtbDpBdHRyaWJ1dGVWYWx1ZT48L3NhbWw6QXR0cmlidXRlPjwv"
        + "c2FtbDpBdHRyaWJ1dGVTdGF0ZW1lbnQ+CiAgPC9zYW1sOkFzc2VydGlvbj4KPC9zYW1scDpSZXNwb25zZT4K";
}
