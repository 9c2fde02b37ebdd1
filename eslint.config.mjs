import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';
import tsdoc from 'eslint-plugin-tsdoc';

const restricted = (names, message) => names.map((name) => ({ name, message }));

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.kvarbo', 'coverage', 'schema'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', '*.cjs', '.dependency-cruiser.cjs'] },
      },
    },
    plugins: { tsdoc },
    rules: {
      'tsdoc/syntax': 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read configuration through src/config.',
        },
      ],
      'no-restricted-imports': [
        'error',
        { paths: restricted(['jsonwebtoken'], 'Only src/identity verifies tokens.') },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Named exports only: a file has the name of what it exports.',
        },
      ],
      // GraphQL object types and entities are classes for their decorators alone.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/config/*.ts', '*.config.*', 'ormconfig.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['src/identity/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['ormconfig.ts', '**/*.mjs', '**/*.cjs'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.resolver.ts', '**/*.type.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: restricted(
            ['typeorm', 'pg'],
            'Resolvers and types translate; readers and services talk to the store.',
          ),
        },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
  },
  // Plain Node scripts, run before anything is built.
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  prettier,
);
