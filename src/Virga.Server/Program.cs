Console.WriteLine("virga");
